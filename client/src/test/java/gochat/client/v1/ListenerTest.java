package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.Recorder;
import gochat.client.v1.ChatEvent.Disconnected;
import gochat.client.v1.ChatEvent.Happened;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The calls that a listener may make, and its effects on the chat.
class ListenerTest {
  @AutoClose private final ModelServer server = ModelServer.start();
  private final Recorder events = new Recorder();

  @Test
  void aListenerMayWaitForItsOwnRequest() {
    server.open(
        "bob",
        Options.DEFAULT,
        (chat, event) -> {
          if (event instanceof Happened happened && !happened.isOwn()) {
            var outcome = chat.answer(happened.event(), "yes?").get(60, SECONDS);
            assertThat(outcome).isInstanceOf(Outcome.Stored.class);
          }
        });
    await().until(() -> server.streamCount() == 1);
    server.say("lobby", "Bob!");
    server.say("lobby", "Bob?");
    await().until(() -> server.texts("lobby").size() == 4);
  }

  @Test
  void aListenerMayWaitForAReplyBehindMoreEventsThanTheQueueHolds() {
    String big = "x".repeat(60_000);
    server.open(
        "bob",
        Options.DEFAULT,
        (chat, event) -> {
          if (event instanceof Happened happened
              && happened.event().getMessagePosted().getText().equals("first")) {
            // More than the limit of the queue, all of it before the answer.
            for (int i = 0; i < 2 * EventDispatcher.BYTES_MAX / big.length(); i++) {
              server.say("lobby", big);
            }
            chat.send("lobby", "waited for").get(60, SECONDS);
          }
        });
    await().until(() -> server.streamCount() == 1);
    server.say("lobby", "first");
    await().until(() -> server.texts("lobby").getLast().equals("waited for"));
  }

  @Test
  void aListenerThatThrowsEndsTheChatAndItsEventComesAgain() throws Exception {
    CursorStore cursors = CursorStore.inMemory();
    Chat chat =
        server.open(
            "bob",
            Options.DEFAULT.withCursors(cursors),
            (_, event) -> {
              if (event instanceof Happened happened && happened.event().getSeq() == 2) {
                throw new IOException("no more paper");
              }
            });
    await().until(() -> server.streamCount() == 1);
    server.say("lobby", "one");
    server.say("lobby", "two");
    assertThat(chat.awaitEnd())
        .isInstanceOfSatisfying(
            Ending.Failed.class, failed -> assertThat(failed.cause()).hasMessage("no more paper"));
    server.open("bob", Options.DEFAULT.withCursors(cursors), events);
    events.awaitTexts("lobby", List.of("two"));
  }

  @Test
  void aSlowListenerAppliesBackPressureAndMissesNothing() throws Exception {
    var slow = new Semaphore(0);
    var trusting = new Timeouts(10_000, 1_000, 20, 100, 1_000, 30_000, 5_000);
    Recorder recorder = new Recorder();
    server.open(
        "slow",
        Options.DEFAULT.withTimeouts(trusting),
        (self, event) -> {
          slow.acquire();
          recorder.on(self, event);
        });
    await().until(() -> server.streamCount() == 1);
    String big = "x".repeat(60_000);
    List<String> texts = IntStream.range(0, 300).mapToObj(i -> i + big).toList();
    texts.forEach(text -> server.say("lobby", text));
    // Longer than the limit of silence, which does not apply while the client does not read.
    Thread.sleep(1_200);
    slow.release(1_000);
    recorder.awaitTexts("lobby", texts);
    // Behind the last text the server is silent, and the limit applies.
    List<Object> events = recorder.events();
    Happened last = recorder.all(Happened.class).getLast();
    assertThat(events.subList(0, events.indexOf(last)))
        .doesNotHaveAnyElementsOfTypes(Disconnected.class);
  }
}
