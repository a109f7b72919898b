package gochat.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The results of runs in Markdown, as docs/reliability.md shows them.
///
/// @param results at least one
record ResultTable(List<RunResult> results) {
  private static final String HEADER =
      """
      | fault | how it is made | what must happen | times | shown after | back after |
      |---|---|---|---|---|---|
      """;

  ResultTable {
    results = List.copyOf(results);
  }

  boolean hasPassed() {
    return results.stream().allMatch(result -> result.violations().isEmpty());
  }

  /// One line that sums up all runs.
  String sentence() {
    Map<String, Integer> times = new LinkedHashMap<>();
    figures().forEach((fault, figures) -> times.put(fault.name(), figures.times()));
    return String.format(
        Locale.ROOT,
        "%s, seeds %d to %d: %s; %,d operations, %,d events",
        hasPassed() ? "passed" : "failed",
        results.stream().mapToLong(RunResult::seed).min().orElseThrow(),
        results.stream().mapToLong(RunResult::seed).max().orElseThrow(),
        times.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue() + "×")
            .collect(Collectors.joining(", ")),
        results.stream().mapToLong(RunResult::operations).sum(),
        results.stream().mapToLong(RunResult::events).sum());
  }

  String markdown() {
    StringBuilder table = new StringBuilder(HEADER);
    figures()
        .forEach((fault, figures) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %d | %.1f s | %.1f s |%n",
                    fault.name(),
                    fault.making(),
                    fault.promise(),
                    figures.times(),
                    figures.shownAfterMs() / 1e3,
                    figures.backAfterMs() / 1e3)));
    return table.toString();
  }

  private Map<Fault.Description, FaultFigures> figures() {
    Map<Fault.Description, FaultFigures> sums = new LinkedHashMap<>();
    for (RunResult result : results) {
      result.figures().forEach((fault, figures) -> sums.merge(fault, figures, FaultFigures::plus));
    }
    return sums;
  }
}
