package gochat.bench;

import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Outcome;
import gochat.v1.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "resume",
    description =
        "Reconnects after missed messages again and again; reports the time from connecting until"
            + " all of them have come.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  private static final int CONTENT_BYTES = 100;

  @Mixin private TargetOptions target = new TargetOptions();

  @Option(names = "--messages", description = "missed messages (${DEFAULT-VALUE})")
  private int messages = 1_000;

  @Option(names = "--rounds", description = "measured (${DEFAULT-VALUE})")
  private int rounds = 50;

  @Option(
      names = "--warmup-rounds",
      description = "rounds before the measured ones (${DEFAULT-VALUE})")
  private int warmupRounds = 50;

  @Override
  public Integer call() throws Exception {
    Plan.check(messages, 1, 1_000_000, "--messages");
    Plan.check(rounds, 1, 100_000, "--rounds");
    Plan.check(warmupRounds, 0, 100_000, "--warmup-rounds");
    Endpoint server = GuestClient.endpoint(target.address());
    String token = GuestClient.signIn(server);
    Cursor before = send(server, token);
    Histogram latencyNs = new Histogram(3);
    for (int i = 0; i < warmupRounds + rounds; i++) {
      long startNs = System.nanoTime();
      try (GuestClient guest = GuestClient.connect(server, token, CursorStore.inMemory(before))) {
        long tookNs = System.nanoTime() - startNs;
        if (guest.missed() != messages) {
          throw new LoadException(
              "%d messages came, %d were missed".formatted(guest.missed(), messages));
        }
        if (i >= warmupRounds) {
          latencyNs.recordValue(tookNs);
        }
      }
    }
    System.err.printf(
        Locale.ROOT,
        "resume of %d messages: ms: p50 %.1f  p99 %.1f%n",
        messages,
        latencyNs.getValueAtPercentile(50) / 1e6,
        latencyNs.getValueAtPercentile(99) / 1e6);
    System.out.println(
        new JsonLine()
            .put("command", "resume")
            .put("messages", messages)
            .put("rounds", rounds)
            .putLatency(latencyNs));
    return 0;
  }

  /// Sends the messages that the measured rounds miss.
  ///
  /// @return the cursor before them
  private Cursor send(Endpoint server, String token) throws InterruptedException, LoadException {
    try (GuestClient guest = GuestClient.connect(server, token, CursorStore.none())) {
      List<CompletableFuture<Outcome>> sent = new ArrayList<>();
      for (int i = 0; i < messages; i++) {
        sent.add(guest.chat().send(GuestClient.LOBBY, "-".repeat(CONTENT_BYTES)));
      }
      for (CompletableFuture<Outcome> outcome : sent) {
        var _ = stored(outcome.join());
      }
      Outcome.Stored last = stored(sent.getLast().join());
      return Cursor.newBuilder()
          .setRoom(last.roomId())
          .setEpoch(last.epoch())
          .setSeq(last.seq() - messages)
          .build();
    }
  }

  private static Outcome.Stored stored(Outcome outcome) throws LoadException {
    if (outcome instanceof Outcome.Stored stored) {
      return stored;
    }
    throw new LoadException("A message was not stored: " + outcome);
  }
}
