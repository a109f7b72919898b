package gochat.faults;

import gochat.checker.History;
import gochat.checker.Invariant.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The result of a run.
///
/// @param figures in the order of the faults
/// @param operations the number of recorded requests
/// @param events the number of events in the logs at the end
/// @param violations what contradicts the promises
record RunResult(
    long seed,
    Map<Fault.Description, FaultFigures> figures,
    long operations,
    long events,
    List<Violation> violations) {
  RunResult {
    figures = new LinkedHashMap<>(figures);
    violations = List.copyOf(violations);
  }

  static RunResult of(long seed, Map<Fault.Description, FaultFigures> figures, History history) {
    long events = history.logs().values().stream().mapToInt(List::size).sum();
    return new RunResult(seed, figures, history.operations().size(), events, history.violations());
  }
}
