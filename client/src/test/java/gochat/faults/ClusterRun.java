package gochat.faults;

import gochat.checker.History;
import gochat.checker.History.Stop;
import gochat.checker.HistoryRecorder;
import gochat.client.ServerProcess;
import gochat.faults.Fault.Promise;
import gochat.faults.Fault.Step;
import gochat.faults.cluster.Cluster;
import gochat.faults.cluster.NatsServer;
import gochat.faults.machine.Commands;
import gochat.grpc.LoopbackProxy;
import gochat.system.SystemRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// Three servers of one database, of which each part dies or freezes while clients of all kinds
/// chat at all of them, and the judgement of the checker.
final class ClusterRun {
  private static final int CALM_MS_MIN = 300;
  private static final int CALM_MS_MAX = 1_500;
  private static final int WAITS_MS = 1_500;

  /// Longer than others wait for a server.
  private static final int SILENT_MS = 12_000;

  /// The entries of the logs that a failing database causes.
  private static final Pattern EXPECTED = Pattern.compile("PostgreSQL: |the database");

  enum Outcome implements Promise {
    MOVES(
        "Its clients go on at another server. All that was acknowledged or seen is there, in order."),
    WAITS("Changes wait, and go on after it. Nothing is lost, repeated or reordered."),
    GOES_ON("Nobody notices: order, streams and tokens stay.");

    private final String promise;

    Outcome(String promise) {
      this.promise = promise;
    }

    @Override
    public String promise() {
      return promise;
    }
  }

  private final Cluster cluster;
  private final SystemRun run;
  private final HistoryRecorder recorder;
  private final Sightings sightings;
  private final SplittableRandom random;
  private final Map<Fault<?>, FaultFigures> figures = new LinkedHashMap<>();

  private ClusterRun(Cluster cluster, SystemRun run) {
    this.cluster = cluster;
    this.run = run;
    recorder = run.recorder();
    sightings = new Sightings(recorder);
    random = run.random();
  }

  /// @param hasNats whether the servers tell each other over NATS, or over PostgreSQL
  /// @param rounds how often each fault happens
  static RunResult play(boolean hasNats, long seed, int rounds)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("gochat-cluster");
    // The user of PostgreSQL has a directory in it.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    try (Cluster cluster = new Cluster(directory, hasNats);
        SystemRun run = new SystemRun(cluster, seed, LoopbackProxy::new)) {
      return new ClusterRun(cluster, run).judge(hasNats, seed, rounds);
    } finally {
      Commands.run("rm", "-rf", directory.toString());
    }
  }

  private RunResult judge(boolean hasNats, long seed, int rounds)
      throws IOException, InterruptedException {
    run.begin();
    sightings.awaitChange("the first change", 0);
    List<Fault<Outcome>> faults = new ArrayList<>(faults());
    faults.addAll(hasNats ? faultsOfNats() : faultsOfSessions());
    for (int round = 0; round < rounds; round++) {
      for (Fault<Outcome> fault : faults) {
        Thread.sleep(random.nextInt(CALM_MS_MIN, CALM_MS_MAX));
        figures.merge(fault, meet(fault), FaultFigures::plus);
      }
    }
    run.end();
    run.cutPatient();
    History history = run.finish(entry -> EXPECTED.matcher(entry).find());
    System.err.println(history.summary());
    return RunResult.of(seed, figures, history);
  }

  private FaultFigures meet(Fault<Outcome> fault) throws IOException, InterruptedException {
    long begunAt = recorder.now();
    fault.begins().run();
    if (fault.outcome() != Outcome.WAITS) {
      sightings.awaitChange(fault.name() + ": others", begunAt);
    }
    long shownAt = recorder.now();
    fault.ends().run();
    long endedAt = recorder.now();
    sightings.awaitChange(fault.name() + ": back", endedAt);
    return new FaultFigures(1, ms(shownAt - begunAt), ms(recorder.now() - endedAt));
  }

  private static long ms(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  private List<Fault<Outcome>> faults() {
    ServerProcess killed = cluster.first();
    ServerProcess frozen = cluster.apart();
    ServerProcess stopped = cluster.third();
    return List.of(
        new Fault<>(
            "kill of a server", "`kill -9`", Outcome.MOVES, killed::kill, killed::startAgain),
        new Fault<>(
            "stop of a server", "SIGTERM", Outcome.MOVES, () -> stop(stopped), stopped::startAgain),
        new Fault<>(
            "frozen server",
            "SIGSTOP for 12 s",
            Outcome.MOVES,
            frozen::freeze,
            after(frozen::thaw)),
        new Fault<>(
            "frozen standby",
            "SIGSTOP of the synchronous standby",
            Outcome.WAITS,
            () -> {
              cluster.standby().freeze();
              Thread.sleep(WAITS_MS);
            },
            () -> cluster.standby().thaw()),
        new Fault<>(
            "fail-over of the database",
            "`kill -9` of the primary, promotion of the standby a second later",
            Outcome.MOVES,
            cluster::failOver,
            cluster::rebuildStandby));
  }

  /// A step that comes when others have found a silent server dead.
  private static Step after(Step step) {
    return () -> {
      Thread.sleep(SILENT_MS);
      step.run();
    };
  }

  private List<Fault<Outcome>> faultsOfNats() {
    NatsServer nats = cluster.nats();
    return List.of(
        new Fault<>(
            "server that is not heard",
            "nftables drop what it sends to PostgreSQL and NATS, for 12 s",
            Outcome.MOVES,
            cluster::muffle,
            after(cluster::heal)),
        new Fault<>(
            "server that hears nothing",
            "nftables drop what PostgreSQL and NATS send to it, for 12 s",
            Outcome.MOVES,
            cluster::deafen,
            after(cluster::heal)),
        new Fault<>("kill of NATS", "`kill -9`", Outcome.GOES_ON, nats::kill, nats::startAgain),
        new Fault<>("frozen NATS", "SIGSTOP", Outcome.GOES_ON, nats::freeze, nats::thaw));
  }

  private List<Fault<Outcome>> faultsOfSessions() {
    return List.of(
        new Fault<>(
            "server that is cut off",
            "nftables drop all packets between it and PostgreSQL, for 12 s",
            Outcome.MOVES,
            () -> {
              cluster.muffle();
              cluster.deafen();
            },
            after(cluster::heal)),
        new Fault<>(
            "lost sessions",
            "`pg_terminate_backend` for all",
            Outcome.GOES_ON,
            cluster::endSessions,
            () -> {}));
  }

  private void stop(ServerProcess server) throws InterruptedException {
    long signalledAt = recorder.now();
    int exitCode = server.stop();
    recorder.stopped(new Stop(signalledAt, recorder.now(), exitCode, List.of()));
  }
}
