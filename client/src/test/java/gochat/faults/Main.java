package gochat.faults;

import gochat.checker.Invariant.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The program behind `bench/faults` and `bench/long kills`.
@Command(
    name = "faults",
    description =
        "Lets the machine of a server fail while clients chat; prints a Markdown table, and a line"
            + " that sums it up.",
    mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
  private enum SiteName {
    DISK,
    CALLS,
    NETWORK,
    CROWD,
    CLUSTER,
    KILLS
  }

  @Option(names = "--library", description = "the compiled faulty.c, for calls")
  private @Nullable Path library;

  @Option(names = "--work", required = true, description = "a directory for the servers' data")
  private Path work = Path.of("");

  @Option(
      names = "--only",
      split = ",",
      description = "some of ${COMPLETION-CANDIDATES} (all but kills)")
  private List<SiteName> only =
      List.of(SiteName.NETWORK, SiteName.DISK, SiteName.CALLS, SiteName.CROWD, SiteName.CLUSTER);

  @Option(
      names = "--rounds",
      description = "how often each fault happens in a run (${DEFAULT-VALUE})")
  private int rounds = 1;

  @Option(
      names = "--kills",
      description = "how often servers of a cluster are killed in each round (${DEFAULT-VALUE})")
  private int kills = 1;

  @Option(names = "--seed", description = "of the first runs (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--minutes",
      description =
          "repeats the runs, with the next seeds, until this time is over (${DEFAULT-VALUE})")
  private int minutes;

  /// @param args see [Main]
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    long endAt = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    List<RunResult> results = new ArrayList<>();
    ResultTable table;
    do {
      results.addAll(playAll(seed++));
      table = new ResultTable(results);
    } while (table.hasPassed() && System.nanoTime() < endAt);
    System.out.println(table.markdown());
    System.out.println(table.sentence());
    return table.hasPassed() ? 0 : 1;
  }

  /// Plays the network beside the others, because it mostly waits.
  private List<RunResult> playAll(long runSeed) throws InterruptedException, IOException {
    List<RunResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<RunResult>> waiting = new ArrayList<>();
      if (only.contains(SiteName.NETWORK)) {
        waiting.add(threads.submit(() -> play(SiteName.NETWORK, runSeed)));
      }
      for (SiteName name : only) {
        if (name == SiteName.CLUSTER) {
          results.add(
              told("cluster over PostgreSQL", ClusterRun.play(false, runSeed, rounds, kills)));
          results.add(told("cluster over NATS", ClusterRun.play(true, runSeed, rounds, kills)));
        } else if (name != SiteName.NETWORK) {
          results.add(play(name, runSeed));
        }
      }
      for (Future<RunResult> each : waiting) {
        results.add(each.get());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return results;
  }

  private RunResult play(SiteName name, long runSeed) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(work.resolve(name + "-" + runSeed));
    try (Site site = site(name, directory.resolve("data"))) {
      return told(name.toString(), FaultRun.play(site, directory, runSeed, rounds));
    }
  }

  private static RunResult told(String what, RunResult result) {
    System.err.println(what + ": " + new ResultTable(Collections.singletonList(result)).sentence());
    for (Violation violation : result.violations()) {
      System.err.println("  " + violation);
    }
    return result;
  }

  private Site site(SiteName name, Path data) throws IOException {
    return switch (name) {
      case DISK -> new LoopDisk(data);
      case CALLS -> {
        if (library == null) {
          throw new IllegalArgumentException(
              "--library: missing (expected: the compiled faulty.c)");
        }
        yield new FaultyCalls(library, data);
      }
      case NETWORK -> new Namespace();
      case CROWD -> new Crowd();
      case KILLS -> new PlainDirectory();
      case CLUSTER -> throw new IllegalArgumentException(name + " is no site");
    };
  }
}
