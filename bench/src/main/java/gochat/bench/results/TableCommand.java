package gochat.bench.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The command for [ComparisonTable].
@Command(
    name = "table",
    description = "Makes a Markdown table of the results of bench/compare.",
    mixinStandardHelpOptions = true)
public final class TableCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON lines")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    System.out.print(ComparisonTable.of(new Comparison(Result.read(files))));
    return 0;
  }
}
