package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import gochat.server.V1Client;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.DeleteAccountRequest;
import gochat.v1.DeleteSelfRequest;
import gochat.v1.FollowRequest;
import gochat.v1.RefusalReason;
import gochat.v1.ServerFrame;
import gochat.v1.SignInRequest;
import gochat.v1.StreamServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Accounts that are deleted at one of two servers on one database.
class DeletionOfTwoServersTest extends TwoWholeServers {
  DeletionOfTwoServersTest() {
    super(Map.of());
  }

  private static Iterator<ServerFrame> follow(V1Client user) {
    Iterator<ServerFrame> stream =
        StreamServiceGrpc.newBlockingStub(user.asSelf())
            .withDeadlineAfter(60, TimeUnit.SECONDS)
            .follow(FollowRequest.getDefaultInstance());
    while (!stream.next().hasCaughtUp()) {}
    return stream;
  }

  private static void assertEnds(Iterator<ServerFrame> stream) {
    assertThatThrownBy(() -> stream.forEachRemaining(_ -> {}))
        .asInstanceOf(type(StatusRuntimeException.class))
        .extracting(e -> e.getStatus().getCode())
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void itsStreamsAtTheOtherServerEndAndItCanSignInAtNone() {
    V1Client root = administrator();
    V1Client alice = V1Client.register(atSecond, "Alice");
    Iterator<ServerFrame> ofAlice = follow(alice);
    V1Client bob = V1Client.register(atFirst, "Bob");
    V1Client bobAtSecond = V1Client.signIn(atSecond, "Bob");
    Iterator<ServerFrame> ofBob = follow(bobAtSecond);

    assertThat(
            AdminServiceGrpc.newBlockingStub(root.asSelf())
                .deleteAccount(DeleteAccountRequest.newBuilder().setAccount("Alice").build())
                .hasDeleted())
        .isTrue();
    assertThat(
            bob.accounts()
                .deleteSelf(DeleteSelfRequest.newBuilder().setPassword(V1Client.PASSWORD).build())
                .hasDeleted())
        .isTrue();

    assertEnds(ofAlice);
    assertEnds(ofBob);
    assertThat(
            AccountServiceGrpc.newBlockingStub(atSecond)
                .signIn(
                    SignInRequest.newBuilder()
                        .setName("Alice")
                        .setPassword(V1Client.PASSWORD)
                        .build())
                .getRefusal()
                .getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_ACCOUNT_DELETED);
  }
}
