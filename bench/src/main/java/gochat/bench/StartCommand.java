package gochat.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "start",
    description = "Starts and stops a server; reports the time until it listens.",
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  @Option(names = "--server", required = true, description = "bin/server of GoChat")
  private Path server = Path.of("");

  @Option(names = "--data-dir", required = true, description = "created when missing")
  private Path directory = Path.of("");

  @Option(names = "--rounds", description = "starts (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Override
  public Integer call() throws Exception {
    Plan.check(rounds, 1, 1_000, "--rounds");
    Histogram startNs = new Histogram(3);
    for (int i = 0; i < rounds; i++) {
      try (ServerProgram started = ServerProgram.start(server, directory, List.of("--port", "0"))) {
        startNs.recordValue(started.startNs());
      }
    }
    System.err.printf(
        Locale.ROOT,
        "start with %s: ms: median %.0f  max %.0f%n",
        directory,
        startNs.getValueAtPercentile(50) / 1e6,
        startNs.getMaxValue() / 1e6);
    System.out.println(
        new JsonLine()
            .put("command", "start")
            .put("rounds", rounds)
            .put("startP50Us", startNs.getValueAtPercentile(50) / 1e3)
            .put("startMaxUs", startNs.getMaxValue() / 1e3));
    return 0;
  }
}
