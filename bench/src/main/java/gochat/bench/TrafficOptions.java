package gochat.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The options for size, rate and duration of the load.
final class TrafficOptions {
  @Option(names = "--size", description = "content of a message in bytes (${DEFAULT-VALUE})")
  int contentBytes = 100;

  @Option(names = "--seconds", description = "measured time (${DEFAULT-VALUE})")
  int seconds = 10;

  @Option(
      names = "--warmup-seconds",
      description = "time under the same load before it (${DEFAULT-VALUE})")
  int warmupSeconds = 5;

  @Option(
      names = "--drainTimeout-seconds",
      description =
          "time without a delivery after which missing messages count as lost (${DEFAULT-VALUE})")
  int patienceSeconds = 10;

  @ArgGroup(multiplicity = "1")
  private PaceOptions pace = new PaceOptions();

  private static final class PaceOptions {
    @Option(
        names = "--window",
        required = true,
        description = "closed loop: each sender keeps this many messages in flight")
    private @Nullable Integer window;

    @Option(
        names = "--rate",
        required = true,
        description = "open loop: messages per second of all senders together")
    private @Nullable Double rate;
  }

  Pace pace() {
    if (pace.window != null) {
      return new Pace.Window(pace.window);
    }
    return new Pace.Rate(pace.rate == null ? 0 : pace.rate);
  }
}
