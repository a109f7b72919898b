package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.Recorder;
import gochat.client.v1.ChatEvent.CaughtUp;
import gochat.client.v1.ChatEvent.Disconnected;
import gochat.client.v1.ChatEvent.Ended;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The end of a chat by its program.
class ClosingTest {
  @AutoClose private final ModelServer server = ModelServer.start();
  private final Recorder events = new Recorder();
  private final Options options = Options.DEFAULT.withTimeouts(ModelServer.EAGER);

  @Test
  void closingWaitsForPendingRequestsAndTheEndOfTheStream() throws Exception {
    Chat chat = server.open("alice", options, events);
    List<CompletableFuture<Outcome>> outcomes =
        IntStream.range(0, 500).mapToObj(i -> chat.send("lobby", "text " + i)).toList();
    chat.close();
    assertThat(chat.awaitEnd()).isEqualTo(new Ending.Closed(true));
    assertThat(server.texts("lobby")).hasSize(500);
    for (CompletableFuture<Outcome> outcome : outcomes) {
      assertThat(outcome.get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
    }
    assertThat(events.events().getLast()).isEqualTo(new Ended(new Ending.Closed(true)));
    assertThat(chat.send("lobby", "too late").get(60, SECONDS)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aListenerMayCloseTheChat() throws Exception {
    Chat chat =
        server.open(
            "bob",
            options,
            (self, event) -> {
              if (event instanceof CaughtUp) {
                self.close();
              }
            });
    assertThat(chat.awaitEnd()).isEqualTo(new Ending.Closed(true));
  }

  @Test
  void closingWithoutAConnectionDoesNotWaitForOne() throws Exception {
    Chat chat = server.open("alice", options, events);
    events.first(CaughtUp.class);
    server.stop();
    events.first(Disconnected.class);
    chat.close();
    assertThat(chat.awaitEnd()).isEqualTo(new Ending.Closed(true));
  }

  @Test
  void closingAbandonsUnansweredRequestsAtItsDeadline() throws Exception {
    Chat chat = server.open("alice", options, events);
    events.first(CaughtUp.class);
    server.setDeaf(true);
    CompletableFuture<Outcome> outcome = chat.send("lobby", "?");
    await().until(() -> server.received.getLast().hasSendMessage());
    chat.close(Duration.ofMillis(100));
    assertThat(chat.awaitEnd()).isEqualTo(new Ending.Closed(false));
    assertThat(outcome.get(60, SECONDS)).isEqualTo(new Outcome.Unknown("the chat has ended"));
  }
}
