package gochat.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command for [BarChart] and [LineChart].
@Command(
    name = "charts",
    description = "Draws the results of bench/compare and bench/sweep.",
    mixinStandardHelpOptions = true)
public final class ChartsCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, description = "a directory, created when missing")
  private Path directory = Path.of("");

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON lines")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(directory);
    for (Path file : files) {
      List<Result> results = Result.read(List.of(file));
      if (results.stream().anyMatch(result -> !result.text("sweep").isEmpty())) {
        write("load.svg", LineChart.of(results));
      } else {
        Comparison comparison = new Comparison(results);
        String name = comparison.isEncrypted() ? "servers-tls.svg" : "servers.svg";
        write(name, BarChart.of(comparison));
      }
    }
    return 0;
  }

  private void write(String name, String svg) throws IOException {
    Files.writeString(directory.resolve(name), svg);
    System.err.println(directory.resolve(name));
  }
}
