package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import io.grpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The time that the server waits for a reader that takes nothing; here a second instead of thirty.
@Timeout(60)
class StalledReaderTest {
  private static final int STALLED_AFTER_MS = 1_000;
  private static final int WINDOW_BYTES = 65_535;
  private static final int BACKLOG = 500;
  private static final String KILOBYTE = "x".repeat(1_000);

  @RegisterExtension
  final ServerFixture server =
      new ServerFixture(Limits.STANDARD.with(StreamLimit.STALLED_AFTER, STALLED_AFTER_MS));

  private TestClient joinWithSmallWindow(String name) throws InterruptedException {
    return server.open(TestClient.lazy(server.port(), WINDOW_BYTES)).register(name);
  }

  @Test
  @Holds("stream.stalled-after-ms")
  void aReaderThatTakesNothingForTooLongIsEndedWithASentenceAndNoOtherIs() throws Exception {
    TestClient stuck = joinWithSmallWindow("Stuck");
    TestClient bob = server.join("Bob");
    TestClient alice = server.join("Alice");
    for (int i = 0; i < BACKLOG; i++) {
      alice.say(i + KILOBYTE);
    }

    server.joinWhenFree("Stuck");
    stuck.read(BACKLOG);

    assertThat(stuck.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(stuck.status().getDescription()).contains("did not read for too long");
    for (int i = 0; i < BACKLOG; i++) {
      bob.expect("Alice", "", i + KILOBYTE);
    }
    bob.say("still here");
    alice.expect("Bob", "", "still here");
  }

  @Test
  void aReaderForWhomNothingWaitsIsNeverEnded() throws Exception {
    TestClient idle = joinWithSmallWindow("Idle");
    TestClient alice = server.join("Alice");
    alice.say("fits into the window and is never asked for");

    await().during(Duration.ofMillis(2 * STALLED_AFTER_MS)).until(idle::isOpen);

    idle.read(1);
    idle.expect("Alice", "", "fits into the window and is never asked for");
  }

  @Test
  void aReaderThatReadsSlowlyIsNotEnded() throws Exception {
    TestClient slow = joinWithSmallWindow("Slow");
    TestClient alice = server.join("Alice");
    for (int i = 0; i < BACKLOG; i++) {
      alice.say(i + KILOBYTE);
    }

    // Five times as long as may pass without progress.
    for (int i = 0; i < BACKLOG; i++) {
      if (i % 50 == 0) {
        Thread.sleep(STALLED_AFTER_MS / 4);
        slow.read(50);
      }
      slow.expect("Alice", "", i + KILOBYTE);
    }
    assertThat(slow.isOpen()).isTrue();
  }
}
