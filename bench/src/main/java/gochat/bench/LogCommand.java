package gochat.bench;

import gochat.journal.Journal;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.verify.Verifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "log",
    description = "Reads the lobby of a stopped server, and verifies all its data, on one thread.",
    mixinStandardHelpOptions = true)
final class LogCommand implements Callable<Integer> {
  private static final int PAGE_ENTRIES = 500;
  private static final int PAGE_BYTES = 1 << 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Option(names = "--data-dir", required = true, description = "the server's; fill writes one")
  private Path directory = Path.of("");

  @Option(names = "--rounds", description = "of each; the first one compiles (${DEFAULT-VALUE})")
  private int rounds = 5;

  /// One pass over all events.
  private interface Pass {
    long events();
  }

  private record Time(long events, long wallNs, long cpuNs) {
    static Time of(Pass pass) {
      long wall = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      long events = pass.events();
      return new Time(events, System.nanoTime() - wall, THREADS.getCurrentThreadCpuTime() - cpu);
    }
  }

  @Override
  public Integer call() {
    Plan.check(rounds, 2, 1_000, "--rounds");
    try (Store store = Stores.data().openToVerify(directory)) {
      measure("read", () -> read(store.journal()));
      measure("verify", () -> verify(store));
    }
    return 0;
  }

  private static long read(Journal journal) {
    long last = 0;
    for (List<LogEntry> page = page(journal, last); !page.isEmpty(); page = page(journal, last)) {
      last = page.getLast().seq();
    }
    return last;
  }

  private static List<LogEntry> page(Journal journal, long after) {
    return journal.read(RoomId.LOBBY, after, PAGE_ENTRIES, PAGE_BYTES);
  }

  private static long verify(Store store) {
    List<Defect> defects = new ArrayList<>();
    long events = new Verifier(store, Verifier.Mode.UNUSED, defects::add).run().events();
    if (!defects.isEmpty()) {
      throw new IllegalStateException("the data is damaged: " + defects.getFirst());
    }
    return events;
  }

  /// Reports the median of the rounds after the first.
  private void measure(String name, Pass pass) {
    List<Double> wallUs = new ArrayList<>();
    List<Double> cpuUs = new ArrayList<>();
    long events = Time.of(pass).events;
    for (int i = 1; i < rounds; i++) {
      Time time = Time.of(pass);
      wallUs.add(time.wallNs / 1e3 / time.events);
      cpuUs.add(time.cpuNs / 1e3 / time.events);
    }
    double wall = median(wallUs);
    double cpu = median(cpuUs);
    System.err.printf(
        Locale.ROOT,
        "%s: %d events; an event takes %.2f us, %.2f us of CPU: %.0f events/s, %.0f a CPU second%n",
        name,
        events,
        wall,
        cpu,
        1e6 / wall,
        1e6 / cpu);
    System.out.println(
        new JsonLine()
            .put("command", "log")
            .put("work", name)
            .put("events", events)
            .put("wallUsPerEvent", wall)
            .put("cpuUsPerEvent", cpu));
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
