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

  /// From the death of a primary to the promotion of its standby.
  private static final int PROMOTED_AFTER_MS = 1_000;

  /// Longer than others wait for a server.
  private static final int SILENT_MS = 12_000;

  /// The entries of the logs that a failing database causes, also one that has lost events which a
  /// server has in memory.
  private static final Pattern EXPECTED =
      Pattern.compile("PostgreSQL: |the database|the log ends at");

  enum Outcome implements Promise {
    MOVES(
        "Its clients go on at another server. All that was acknowledged or seen is there, in order."),
    RESETS(
        "The epoch grows once: all streams end, and their clients begin anew. Only what the standby"
            + " lacks is gone."),
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

  /// When the last primary died, and the heads of the logs at its standby then.
  private long diedAt;

  private Map<String, Long> left = Map.of();

  private final Map<Fault.Description, FaultFigures> figures = new LinkedHashMap<>();

  private ClusterRun(Cluster cluster, SystemRun run) {
    this.cluster = cluster;
    this.run = run;
    recorder = run.recorder();
    sightings = new Sightings(recorder);
    random = run.random();
  }

  /// @param hasNats whether the servers tell each other over NATS, or over PostgreSQL
  /// @param rounds how often each fault happens
  /// @param kills how often servers are killed in each round
  static RunResult play(boolean hasNats, long seed, int rounds, int kills)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("gochat-cluster");
    // The user of PostgreSQL has a directory in it.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    try (Cluster cluster = new Cluster(directory, hasNats);
        SystemRun run = new SystemRun(cluster, seed, LoopbackProxy::new)) {
      return new ClusterRun(cluster, run).judge(hasNats, seed, rounds, kills);
    } finally {
      Commands.run("rm", "-rf", directory.toString());
    }
  }

  private RunResult judge(boolean hasNats, long seed, int rounds, int kills)
      throws IOException, InterruptedException {
    run.begin();
    sightings.awaitChange("the first change", 0);
    for (int round = 0; round < rounds; round++) {
      for (Fault<Outcome> fault : faults(hasNats, kills)) {
        Thread.sleep(random.nextInt(CALM_MS_MIN, CALM_MS_MAX));
        figures.merge(fault.description(), meet(fault), FaultFigures::plus);
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

  /// The faults of a round.
  private List<Fault<Outcome>> faults(boolean hasNats, int kills) {
    List<Fault<Outcome>> faults = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      faults.add(kill(cluster.nextServer()));
    }
    faults.addAll(faultsOfServersAndDatabases());
    faults.addAll(hasNats ? faultsOfNats() : faultsOfSessions());
    return faults;
  }

  private static Fault<Outcome> kill(ServerProcess server) {
    return new Fault<>(
        "kill of a server", "`kill -9`", Outcome.MOVES, server::kill, server::startAgain);
  }

  private List<Fault<Outcome>> faultsOfServersAndDatabases() {
    ServerProcess frozen = cluster.apart();
    ServerProcess stopped = cluster.third();
    return List.of(
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
            this::failOver,
            cluster::rebuildStandby),
        new Fault<>(
            "fail-over with a lost tail",
            "the same with a standby that receives nothing any more, and nobody waits for it",
            Outcome.RESETS,
            () -> {
              cluster.holdBackStandby();
              sightings.await("changes that the standby lacks", cluster::doAllLackAtStandby);
              left = cluster.headsAtStandby();
              failOver();
            },
            () -> {
              cluster.readKilled(killed -> run.lost(killed, left, diedAt));
              cluster.rebuildStandby();
            }));
  }

  private void failOver() throws IOException, InterruptedException {
    cluster.killPrimary();
    diedAt = recorder.now();
    Thread.sleep(PROMOTED_AFTER_MS);
    cluster.promote();
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
