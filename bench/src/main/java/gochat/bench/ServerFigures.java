package gochat.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Figures of the processes that serve a run.
final class ServerFigures {
  private final List<Long> processes = new ArrayList<>();

  ServerFigures(Target target, Spread spread) {
    target.pid().ifPresent(processes::add);
    processes.addAll(spread.processes());
  }

  /// User and system time of all of them, and of those that they have started.
  long cpuUs() throws LoadException {
    long sum = 0;
    for (long pid : withStarted().toArray()) {
      sum += new ProcessFigures(pid).cpuUsWithEnded();
    }
    return sum;
  }

  private LongStream withStarted() {
    return processes.stream()
        .flatMap(pid ->
            Stream.concat(
                Stream.of(pid),
                ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .map(ProcessHandle::pid)))
        .mapToLong(Long::longValue);
  }

  /// The sum of the resident memory of the processes, without those that they have started.
  long residentKb() throws LoadException {
    long sum = 0;
    for (long pid : processes) {
      sum += new ProcessFigures(pid).residentKb();
    }
    return sum;
  }
}
