package gochat.faults;

import gochat.checker.History;
import gochat.checker.History.FullDisk;
import gochat.checker.HistoryRecorder;
import gochat.checker.Operation;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.Refused;
import gochat.checker.Stream.Presence;
import gochat.client.ServerProcess;
import gochat.faults.Fault.Outcome;
import gochat.store.StoreException;
import gochat.system.SystemRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// One server that meets the faults of a site while clients of all kinds chat, and the judgement of
/// the checker.
final class FaultRun {
  private static final int CALM_MS_MIN = 300;
  private static final int CALM_MS_MAX = 1_500;
  private static final int LASTS_MS = 1_500;

  private static final String FULL = "the disk is full";

  /// SQLite says so, too, when the disk can't be read.
  private static final String MALFORMED = "malformed";

  /// The entries of a log that a failing disk causes.
  private static final Pattern EXPECTED =
      Pattern.compile(
          "the server can't go on and stops|the store failed|append failed|rooms can't be read|"
              + "(ends of bans and mutes|old events) can't be found|"
              + "(deleted accounts|old reports of messages) can't be erased|"
              + FULL);

  private static final Pattern LOG_LINE = Pattern.compile("^\\S+ +(?:INFO|WARN|ERROR) .*");

  private final Site site;
  private final ServerProcess server;
  private final SystemRun run;
  private final HistoryRecorder recorder;
  private final Sightings sightings;
  private final SplittableRandom random;
  private final Map<Fault.Description, FaultFigures> figures = new LinkedHashMap<>();

  private FaultRun(Site site, ServerProcess server, SystemRun run) {
    this.site = site;
    this.server = server;
    this.run = run;
    recorder = run.recorder();
    sightings = new Sightings(recorder);
    random = run.random();
  }

  /// @param directory for the data and the log of the server
  /// @param rounds how often each fault of the site happens
  static RunResult play(Site site, Path directory, long seed, int rounds)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(directory, site.surroundings());
        SystemRun run = new SystemRun(server, seed, site.network())) {
      return new FaultRun(site, server, run).play(seed, rounds);
    }
  }

  private RunResult play(long seed, int rounds) throws IOException, InterruptedException {
    site.prepare(run);
    run.begin();
    List<Fault<Outcome>> faults = site.faults();
    for (int round = 0; round < rounds; round++) {
      for (Fault<Outcome> fault : faults) {
        Thread.sleep(random.nextInt(CALM_MS_MIN, CALM_MS_MAX));
        figures.merge(fault.description(), meet(fault), FaultFigures::plus);
      }
    }
    run.end();
    checkLog(rounds * faults.size());
    History history = run.finish(entry -> EXPECTED.matcher(entry).find());
    return RunResult.of(seed, figures, history);
  }

  private FaultFigures meet(Fault<Outcome> fault) throws IOException, InterruptedException {
    long begunAt = recorder.now();
    if (fault.outcome() == Outcome.ENDS) {
      // Without power nothing gets out. The kernel reports success for syncs that are under way
      // when a file system is shut down, and loses their data.
      server.freeze();
    }
    fault.begins().run();
    boolean hasEnded = endure(fault, begunAt);
    long shownAt = recorder.now();
    fault.ends().run();
    long endedAt = recorder.now();
    if (hasEnded) {
      server.startAgain();
    }
    site.ended(run);
    sightings.awaitChange(fault.name() + ": back", endedAt);
    sightings.await(fault.name() + ": all clients are back", () -> site.isBack(run, endedAt));
    if (fault.outcome() == Outcome.REFUSES_CHANGES) {
      recorder.diskWasFull(new FullDisk(begunAt, recorder.now()));
    }
    return new FaultFigures(1, ms(shownAt - begunAt), ms(recorder.now() - endedAt));
  }

  private static long ms(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  /// Waits until the server has done what it must.
  ///
  /// @return whether its process has ended
  private boolean endure(Fault<Outcome> fault, long begunAt)
      throws IOException, InterruptedException {
    return switch (fault.outcome()) {
      case ENDS -> {
        server.kill();
        yield true;
      }
      case STOPS -> {
        if (!server.awaitEnd(Sightings.WAIT_MAX).equals(OptionalInt.of(1))) {
          recorder.problem(fault.name() + ": the server did not stop with exit code 1");
          server.kill();
        }
        checkRefusal(fault, server.refusedStart());
        yield true;
      }
      case MAY_STOP -> {
        OptionalInt exitCode = server.awaitEnd(Duration.ofMillis(LASTS_MS));
        if (exitCode.isPresent()) {
          if (exitCode.getAsInt() != 1) {
            recorder.problem(fault.name() + ": the server ended with " + exitCode);
          }
          checkRefusal(fault, server.refusedStart());
        }
        yield exitCode.isPresent();
      }
      case REFUSES_CHANGES -> {
        sightings.await(
            fault.name() + ": refusals",
            () -> sightings.isSeen(begunAt, FaultRun::isForLackOfSpace));
        long fullAt = recorder.now();
        sightings.await(
            fault.name() + ": reads", () -> sightings.isSeen(fullAt, each -> each instanceof Page));
        yield false;
      }
      case GOES_ON -> {
        Thread.sleep(LASTS_MS);
        sightings.awaitChange(fault.name() + ": changes", begunAt);
        yield false;
      }
      case ENDS_DEAD_STREAMS -> {
        sightings.await(
            fault.name() + ": a user goes offline",
            () -> run.isLonerTold(Presence.OFFLINE, begunAt));
        long offlineAt = recorder.now();
        sightings.awaitChange(fault.name() + ": others", offlineAt);
        yield false;
      }
    };
  }

  private static boolean isForLackOfSpace(Operation.Result result) {
    return result instanceof Refused(String why)
        && (why.contains("DISK_FULL") || why.contains("disk is full"));
  }

  private void checkRefusal(Fault<Outcome> fault, String printed) {
    List<String> lines = printed.lines().filter(line -> !LOG_LINE.matcher(line).matches()).toList();
    if (lines.size() != 1 || !lines.getFirst().endsWith(StoreException.DISK_FAILED)) {
      recorder.problem(
          fault.name() + ": a start is not refused in one line for the disk: " + printed);
    }
  }

  /// A full disk is no reason to fill the log, and a disk that can't be read has damaged nothing.
  private void checkLog(int faults) throws IOException {
    List<String> complaints = server.complaints();
    long told = complaints.stream().filter(entry -> entry.contains(FULL)).count();
    if (told > faults) {
      recorder.problem("the log says " + told + " times: " + FULL);
    }
    complaints.stream()
        .flatMap(String::lines)
        .filter(line -> line.contains(" ERROR ") && line.contains(MALFORMED))
        .forEach(recorder::problem);
  }
}
