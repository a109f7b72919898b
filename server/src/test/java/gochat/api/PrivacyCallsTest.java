package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Privacy;
import gochat.account.Privacy.Blocked;
import gochat.limit.LimitTable.Holds;
import gochat.server.V1Client;
import gochat.v1.BlockUserRequest;
import gochat.v1.BlockUserResponse;
import gochat.v1.RefusalReason;
import gochat.v1.UnblockUserRequest;
import io.grpc.ManagedChannel;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrivacyCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final ManagedChannel channel = world.serve();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Holds("account.blocked-max")
  void noMoreUsersAreBlockedThanTheListCanHaveUntilOneIsUnblocked() {
    V1Client alice = V1Client.register(channel, "Alice");
    V1Client bob = V1Client.register(channel, "Bob");
    UUID self = UUID.fromString(alice.id());
    for (int i = 0; i < 500; i++) {
      Blocked other = new Blocked(new UUID(1, i), "user" + i);
      Privacy _ = world.store.privacy().change(self, former -> former.block(other, 500));
    }

    assertThat(block(alice, bob).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_TOO_MANY);

    var unblock = UnblockUserRequest.newBuilder().setUser("USER7").build();
    assertThat(alice.accounts().unblockUser(unblock).hasUnblocked()).isTrue();
    assertThat(block(alice, bob).getBlocked().getUser()).isEqualTo(bob.signedIn().getUser());
    assertThat(block(alice, bob).hasBlocked()).as("once more").isTrue();
  }

  private static BlockUserResponse block(V1Client user, V1Client other) {
    return user.accounts().blockUser(BlockUserRequest.newBuilder().setUser(other.id()).build());
  }
}
