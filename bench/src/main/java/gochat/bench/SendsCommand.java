package gochat.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sends",
    description =
        "Guests send to the lobby over the v1 API; reports the time until a message is stored.",
    mixinStandardHelpOptions = true)
final class SendsCommand implements Callable<Integer> {
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions();
  @Mixin private SpreadOptions spread = new SpreadOptions();

  @Option(
      names = "--streams",
      description =
          "guests with a stream each, which also receives all messages (${DEFAULT-VALUE})")
  private int streams = 1;

  @Option(
      names = "--dir",
      required = true,
      description = "a directory on the server's disk, to measure its syncs")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws Exception {
    if (traffic.pace() instanceof Pace.Window(int inFlight)) {
      Plan.check(inFlight, 1, SendReplies.UNANSWERED_MAX, "--window");
    }
    Plan plan =
        new Plan(
            "sends",
            target.target(ProtocolName.V1),
            new Topology.Streams(streams),
            traffic.pace(),
            traffic.contentBytes,
            Duration.ofSeconds(traffic.warmupSeconds),
            Duration.ofSeconds(traffic.seconds),
            Duration.ofSeconds(traffic.patienceSeconds),
            spread.spread());
    DiskSync sync = DiskSync.measure(directory);
    LoadReport report = LoadRun.run(plan);
    System.err.println(sync.text());
    return Reports.print(report, sync.addTo(report.json()));
  }
}
