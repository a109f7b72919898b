package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.LoopbackProxy;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A client whose packets are dropped in both directions keeps its name only until the keepalive
/// gives up; here after two seconds instead of forty. Lines 9 and 31 of the test plan.
@Timeout(60)
class VanishedPeerTest {
  @RegisterExtension
  final ServerFixture server =
      new ServerFixture(
          Limits.STANDARD
              .with(ConnectionLimit.PING_AFTER, 1_000)
              .with(ConnectionLimit.DEAD_AFTER, 5_000));

  @Test
  void aPeerThatVanishesIsReapedItsNameIsFreeAndOthersStay() throws Exception {
    TestClient bob = server.join("Bob");
    LoopbackProxy network = server.open(new LoopbackProxy(server.port()));
    server.open(TestClient.connect(network.port())).register("Alice");

    network.goSilent();

    server.joinWhenFree("Alice").say("back again");
    bob.expect("Alice", "", "back again");
    assertThat(bob.isOpen()).isTrue();
  }

  @Test
  void theTimesOfARealServerAreThosePromised() {
    assertThat(ConnectionLimit.PING_AFTER.standard()).isEqualTo(20_000);
    assertThat(ConnectionLimit.PING_AFTER.standard() + ConnectionLimit.DEAD_AFTER.standard())
        .isLessThanOrEqualTo(40_000);
    assertThat(StreamLimit.STALLED_AFTER.standard()).isEqualTo(30_000);
  }
}
