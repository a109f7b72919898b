package gochat.bench;

import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.v1.HistoryPage;
import gochat.v1.ListHistoryRequest;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "history",
    description =
        "Asks for the newest page of the lobby; reports the time of the first call separately,"
            + " because a server is slower after its start.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  @Mixin private TargetOptions target = new TargetOptions();

  @Option(names = "--page-size", description = "messages (${DEFAULT-VALUE})")
  private int pageSize = 50;

  @Option(names = "--rounds", description = "pages after the first one (${DEFAULT-VALUE})")
  private int rounds = 1_000;

  @Override
  public Integer call() throws Exception {
    Plan.check(pageSize, 1, 200, "--page-size");
    Plan.check(rounds, 1, 1_000_000, "--rounds");
    Endpoint server = GuestClient.endpoint(target.address());
    ListHistoryRequest request =
        ListHistoryRequest.newBuilder().setRoom(GuestClient.LOBBY).setPageSize(pageSize).build();
    try (GuestClient guest =
        GuestClient.connect(server, GuestClient.signIn(server), CursorStore.none())) {
      long firstStartNs = System.nanoTime();
      HistoryPage page = guest.chat().requests().listHistory(request).join();
      double firstUs = (System.nanoTime() - firstStartNs) / 1e3;
      Histogram latencyNs = new Histogram(3);
      for (int i = 0; i < rounds; i++) {
        long startNs = System.nanoTime();
        var _ = guest.chat().requests().listHistory(request).join();
        latencyNs.recordValue(System.nanoTime() - startNs);
      }
      print(page, firstUs, latencyNs);
    }
    return 0;
  }

  private static void print(HistoryPage page, double firstUs, Histogram latencyNs) {
    System.err.printf(
        Locale.ROOT,
        "newest page, %d messages, of a room of %d events: ms: first %.1f, then p50 %.2f  p99"
            + " %.2f%n",
        page.getEntriesCount(),
        page.getAsOf().getSeq(),
        firstUs / 1e3,
        latencyNs.getValueAtPercentile(50) / 1e6,
        latencyNs.getValueAtPercentile(99) / 1e6);
    System.out.println(
        new JsonLine()
            .put("command", "history")
            .put("roomEvents", page.getAsOf().getSeq())
            .put("entries", page.getEntriesCount())
            .put("firstUs", firstUs)
            .putLatency(latencyNs));
  }
}
