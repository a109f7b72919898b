package gochat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "pause",
    description =
        "A guest sends to the lobby while a command lets a part of a cluster fail; reports the"
            + " longest time in which it, and a guest at another server, got no message.",
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {
  private static final int PATIENCE_S = 60;

  @Option(
      names = "--servers",
      required = true,
      split = ",",
      paramLabel = "HOST:PORT",
      description =
          "where both guests go on; the sender begins at the first, the other at the last")
  private List<String> servers = List.of();

  @Option(names = "--rate", description = "messages a second (${DEFAULT-VALUE})")
  private int rate = 50;

  @Option(names = "--seconds", description = "before the failure, and after it (${DEFAULT-VALUE})")
  private int seconds = 4;

  @Parameters(description = "the command that lets a part fail, after --", arity = "1..*")
  private List<String> command = List.of();

  @Override
  public Integer call() throws Exception {
    Plan.check(rate, 1, 1_000, "--rate");
    Plan.check(seconds, 1, 600, "--seconds");
    int count = rate * seconds * 2;
    Witness sender = new Witness(count);
    Witness other = new Witness(count);
    Process failure;
    List<CompletableFuture<Outcome>> sent;
    try (Chat chat = sender.open(servers);
        Chat _ = other.open(servers.reversed())) {
      sender.awaitCaughtUp();
      other.awaitCaughtUp();
      long startNs = System.nanoTime();
      sent = new ArrayList<>(send(chat, startNs, 0, count / 2));
      failure = new ProcessBuilder(command).redirectErrorStream(true).start();
      sent.addAll(send(chat, startNs, count / 2, count));
      sender.awaitAll();
      other.awaitAll();
    }
    if (failure.waitFor() != 0) {
      throw new LoadException(
          "%s: %s".formatted(command, new String(failure.getInputStream().readAllBytes(), UTF_8)));
    }
    return print(
        sender.longestNs(),
        other.longestNs(),
        sent.stream().filter(outcome -> !(outcome.join() instanceof Outcome.Stored)).count());
  }

  /// Sends the messages `from` to `to`, each when it is due.
  private List<CompletableFuture<Outcome>> send(Chat chat, long startNs, int from, int to) {
    List<CompletableFuture<Outcome>> sent = new ArrayList<>();
    for (int i = from; i < to; i++) {
      LockSupport.parkNanos(startNs + Duration.ofSeconds(i).toNanos() / rate - System.nanoTime());
      sent.add(chat.send(GuestClient.LOBBY, "message " + i));
    }
    return sent;
  }

  private static int print(long senderNs, long otherNs, long failed) {
    System.err.printf(
        Locale.ROOT,
        "pause: %.0f ms for the sender, %.0f ms at another server; %d messages failed%n",
        senderNs / 1e6,
        otherNs / 1e6,
        failed);
    System.out.println(
        new JsonLine()
            .put("command", "pause")
            .put("senderUs", senderNs / 1e3)
            .put("otherUs", otherNs / 1e3)
            .put("violations", failed));
    return failed == 0 ? 0 : 1;
  }

  /// A guest that looks at the times of the messages that it gets.
  private static final class Witness {
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch missing;
    private long lastNs;
    private long longestNs;

    Witness(int count) {
      missing = new CountDownLatch(count);
    }

    /// @param addresses that it takes in this order
    Chat open(List<String> addresses) throws LoadException {
      Endpoint server = Endpoint.plaintext(String.join(",", addresses));
      Options options =
          Options.DEFAULT.withCursors(CursorStore.inMemory()).withRandom(FirstAddress::new);
      return server.open(GuestClient.signIn(server), options, (_, event) -> observe(event));
    }

    private void observe(ChatEvent event) {
      switch (event) {
        case ChatEvent.Happened _ -> {
          long now = System.nanoTime();
          longestNs = Math.max(longestNs, lastNs == 0 ? 0 : now - lastNs);
          lastNs = now;
          missing.countDown();
        }
        case ChatEvent.CaughtUp _ -> caughtUp.countDown();
        default -> {}
      }
    }

    void awaitCaughtUp() throws InterruptedException, LoadException {
      await(caughtUp);
    }

    void awaitAll() throws InterruptedException, LoadException {
      await(missing);
    }

    private void await(CountDownLatch latch) throws InterruptedException, LoadException {
      if (!latch.await(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new LoadException("%d events did not come".formatted(latch.getCount()));
      }
    }

    /// Once all have come.
    long longestNs() {
      return longestNs;
    }
  }

  /// Lets a client begin at its first address.
  private static final class FirstAddress implements RandomGenerator {
    private final SplittableRandom random = new SplittableRandom();

    @Override
    public int nextInt(int bound) {
      return 0;
    }

    @Override
    public long nextLong() {
      return random.nextLong();
    }
  }
}
