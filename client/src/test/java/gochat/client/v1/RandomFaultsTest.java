package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.Recorder;
import gochat.client.v1.ModelServer.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two chats with a server whose connections break at random: no event is lost, repeated or
/// reordered.
class RandomFaultsTest {
  private static final Fault[] FAULTS = {
    Fault.LOSE_AND_BREAK, Fault.STORE_AND_BREAK, Fault.STORE_AND_DOUBT
  };

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void eachMessageIsStoredOnceAndDeliveredOnceAndInOrder(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Timeouts timeouts = new Timeouts(2_000, 2_000, 5, 20, 1_000, 30_000, 5_000);
    Options options =
        Options.DEFAULT
            .withTimeouts(timeouts)
            .withCursors(CursorStore.none())
            .withRandom(() -> new SplittableRandom(seed));
    Recorder told = new Recorder();
    try (ModelServer server = ModelServer.start()) {
      server.addRoom("other");
      try (Chat writer = server.open("writer", options, (_, _) -> {});
          Chat _ = server.open("reader", options, told)) {
        told.first(ChatEvent.CaughtUp.class);
        Map<String, List<String>> sent = new HashMap<>();
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          switch (random.nextInt(10)) {
            case 0 -> server.plan(FAULTS[random.nextInt(FAULTS.length)]);
            case 1 -> server.breakAll();
            default -> {}
          }
          String room = random.nextBoolean() ? "lobby" : "other";
          String text = "text " + i;
          sent.computeIfAbsent(room, _ -> new ArrayList<>()).add(text);
          outcomes.add(writer.send(room, text));
        }
        for (CompletableFuture<Outcome> outcome : outcomes) {
          assertThat(outcome.get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
        }
        for (String room : List.of("lobby", "other")) {
          assertThat(server.texts(room)).isEqualTo(sent.get(room));
          told.awaitTexts(room, server.texts(room));
        }
      }
    }
  }
}
