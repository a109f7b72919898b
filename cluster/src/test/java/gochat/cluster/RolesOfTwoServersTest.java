package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.server.V1Client;
import gochat.v1.AccountPage;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.FollowRequest;
import gochat.v1.ListAccountsRequest;
import gochat.v1.ListAccountsResponse;
import gochat.v1.ServerFrame;
import gochat.v1.SetAccountKindRequest;
import gochat.v1.SetAccountKindResponse;
import gochat.v1.StreamServiceGrpc;
import gochat.v1.UserKind;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The administrators of two servers on one database.
@SuppressWarnings("NullAway.Init") // set before each test
class RolesOfTwoServersTest extends TwoWholeServers {
  private V1Client root;

  RolesOfTwoServersTest() {
    super(Map.of());
  }

  @BeforeEach
  void registerTheAdministrator() {
    root = administrator();
  }

  private static SetAccountKindResponse setKind(V1Client by, String account, UserKind kind) {
    return AdminServiceGrpc.newBlockingStub(by.asSelf())
        .setAccountKind(
            SetAccountKindRequest.newBuilder().setAccount(account).setKind(kind).build());
  }

  private static ServerFrame next(Iterator<ServerFrame> stream, Predicate<ServerFrame> isWanted) {
    ServerFrame frame = stream.next();
    while (!isWanted.test(frame)) {
      frame = stream.next();
    }
    return frame;
  }

  @Test
  void aStreamAtTheOtherServerGetsTheRoleAndLosesIt() {
    V1Client alice = V1Client.register(atSecond, "Alice");
    Iterator<ServerFrame> stream =
        StreamServiceGrpc.newBlockingStub(alice.asSelf())
            .withDeadlineAfter(60, TimeUnit.SECONDS)
            .follow(FollowRequest.getDefaultInstance());
    next(stream, ServerFrame::hasCaughtUp);

    assertThat(setKind(root, "Alice", UserKind.USER_KIND_ADMINISTRATOR).hasChanged()).isTrue();
    assertThat(next(stream, ServerFrame::hasSelfChanged).getSelfChanged().getUser().getKind())
        .isEqualTo(UserKind.USER_KIND_ADMINISTRATOR);
    next(stream, frame -> frame.getRoomFollowed().getRoom().getRoomId().equals("audit"));

    assertThat(setKind(root, "Alice", UserKind.USER_KIND_ACCOUNT).hasChanged()).isTrue();
    assertThat(next(stream, ServerFrame::hasSelfChanged).getSelfChanged().getUser().getKind())
        .isEqualTo(UserKind.USER_KIND_ACCOUNT);
    assertThat(next(stream, ServerFrame::hasRoomUnfollowed).getRoomUnfollowed().getRoomId())
        .isEqualTo("audit");
  }

  @Test
  void administratorsOfBothWhoTakeTheRoleFromEachOtherLeaveOne() throws Exception {
    V1Client alice = V1Client.register(atSecond, "Alice");
    assertThat(setKind(root, "Alice", UserKind.USER_KIND_ADMINISTRATOR).hasChanged()).isTrue();
    List<Callable<SetAccountKindResponse>> changes =
        List.of(
            () -> setKind(root, "root", UserKind.USER_KIND_ACCOUNT),
            () -> setKind(root, "Alice", UserKind.USER_KIND_ACCOUNT),
            () -> setKind(alice, "Alice", UserKind.USER_KIND_ACCOUNT),
            () -> setKind(alice, "root", UserKind.USER_KIND_ACCOUNT));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<SetAccountKindResponse> outcome : threads.invokeAll(changes)) {
        outcome.get();
      }
    }

    // The one that is left reads the accounts from the database.
    List<AccountPage> read =
        Stream.of(root, alice)
            .map(RolesOfTwoServersTest::list)
            .filter(ListAccountsResponse::hasPage)
            .map(ListAccountsResponse::getPage)
            .toList();
    assertThat(read).isNotEmpty();
    assertThat(read.getFirst().getAccountsList())
        .extracting(account -> account.getUser().getKind())
        .containsExactlyInAnyOrder(UserKind.USER_KIND_ACCOUNT, UserKind.USER_KIND_ADMINISTRATOR);
  }

  private static ListAccountsResponse list(V1Client by) {
    return AdminServiceGrpc.newBlockingStub(by.asSelf())
        .listAccounts(ListAccountsRequest.getDefaultInstance());
  }
}
