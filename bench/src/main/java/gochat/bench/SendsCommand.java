package gochat.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sends",
    description = "A guest sends to the lobby by the v1 API; tells when its messages are stored.",
    mixinStandardHelpOptions = true)
final class SendsCommand implements Callable<Integer> {
  private static final int CONTENT_BYTES_MAX = 16_000;

  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions();

  @Option(
      names = "--dir",
      required = true,
      description = "a directory on the server's disk, to tell how long its syncs take")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws Exception {
    Plan.check(traffic.contentBytes, 1, CONTENT_BYTES_MAX, "--size");
    Plan.check(traffic.seconds, 1, 3_600, "--seconds");
    Plan.check(traffic.warmupSeconds, 0, 3_600, "--warmup-seconds");
    switch (traffic.pace()) {
      // More than that are not taken from one stream at a time.
      case Pace.Window(int inFlight) -> Plan.check(inFlight, 1, 256, "--window");
      case Pace.Rate(double perSecond) -> Plan.check(perSecond, 1, 1_000_000, "--rate");
    }
    DiskSync sync = DiskSync.measure(directory);
    SendsReport report =
        SendsRun.run(
            target,
            traffic.pace(),
            traffic.contentBytes,
            Duration.ofSeconds(traffic.warmupSeconds),
            Duration.ofSeconds(traffic.seconds));
    System.err.println(report.text());
    System.err.println(sync.text());
    System.out.println(sync.addTo(report.json()));
    return report.passed() ? 0 : 1;
  }
}
