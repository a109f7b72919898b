package gochat.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.Event;
import gochat.checker.History;
import gochat.checker.History.Bounds;
import gochat.checker.History.End;
import gochat.checker.History.Stop;
import gochat.checker.HistoryRecorder;
import gochat.checker.SignalCheck;
import gochat.checker.Stream;
import gochat.checker.Stream.Cursor;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.grpc.LoopbackProxy;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.system.Devices.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients of all kinds chat while their connections break and freeze, and while the server is
/// killed with `kill -9` or stopped during a reconnect storm, and started again. After the faults
/// the run waits until each client has all events; then the checker judges the events of all
/// clients.
///
/// The steps of the clients and the times of the server's ends follow from the seed; their order
/// across threads is the machine's. `-Dgochat.system.seconds=3600` for a long run, in rounds of a
/// minute; `-Dgochat.system.seed=…` for the steps of that seed.
@DisabledOnOs(OS.WINDOWS)
@ParameterizedClass(name = "seed {0}")
@MethodSource("seeds")
class SystemTest {
  private static final int SECONDS = Integer.getInteger("gochat.system.seconds", 12);
  private static final long SEED =
      Long.getLong("gochat.system.seed", new SplittableRandom().nextLong());

  /// The record of a round has to fit in memory.
  private static final int ROUND_SECONDS_MAX = 60;

  /// The promise is ten seconds; a busy machine gets more.
  private static final Duration REACH_HEAD_MAX = Duration.ofSeconds(60);

  /// The promise is ten seconds, see docs/delivery.md.
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  /// Much less than the time that streams have to end: the ports close before.
  private static final Duration CLOSE_PORTS_MAX = Duration.ofSeconds(5);

  /// Memory besides heap and direct memory: code, classes, stacks, the C library and SQLite.
  private static final long OTHER_BYTES_MAX = 256L << 20;

  /// A message that does not arrive within this time is sent again.
  private static final Duration ECHO_MAX = Duration.ofSeconds(3);

  private static final int UP_MS_MAX = 6_000;
  private static final int DOWN_MS_MAX = 700;

  private final long seed;
  private final SplittableRandom seeds;
  private final HistoryRecorder recorder;
  private final ServerProcess server;
  private final TestUsers users;
  private final Devices devices;

  SystemTest(long seed, @TempDir Path directory) throws IOException {
    this.seed = seed;
    seeds = new SplittableRandom(seed);
    long startNanos = System.nanoTime();
    recorder = new HistoryRecorder(() -> System.nanoTime() - startNanos);
    server = ServerProcess.start(directory, Ports.NEW);
    try {
      users = TestUsers.create(server.port(), recorder);
      devices = new Devices(server, users, recorder, seeds);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, Math.ceilDiv(SECONDS, ROUND_SECONDS_MAX)).map(round -> SEED + round);
  }

  @AfterEach
  void close() throws IOException {
    devices.close();
    server.close();
  }

  @Test
  void noFaultMakesTheSystemLoseRepeatReorderOrLeakEvents() throws Exception {
    System.out.println("gochat.system.seed=" + seed);
    play();
    History history = finish();
    System.out.println(history.summary());
    assertThat(history.violations()).as("seed %d", seed).isEmpty();
  }

  /// Runs all scripts, and kills and stops the server by turns.
  private void play() throws IOException, InterruptedException {
    LoopbackProxy frozen = devices.listen(TestUsers.FROZEN, Transport.GRPC, Map.of());
    List<Thread> threads =
        devices.participants().stream()
            .map(each -> Thread.startVirtualThread(() -> perform(each)))
            .toList();
    SplittableRandom random = seeds.split();
    boolean isStop = random.nextBoolean();
    long endAt = recorder.now() + TimeUnit.SECONDS.toNanos(Math.min(SECONDS, ROUND_SECONDS_MAX));
    while (recorder.now() < endAt) {
      Thread.sleep(random.nextInt(UP_MS_MAX / 2));
      frozen.freeze();
      int frozenMs = random.nextInt(UP_MS_MAX / 2);
      if (isStop) {
        stop(frozenMs, frozen);
      } else {
        Thread.sleep(frozenMs);
        server.kill();
        frozen.thaw();
      }
      isStop = !isStop;
      Thread.sleep(random.nextInt(DOWN_MS_MAX));
      server.startAgain();
    }
    devices.participants().forEach(Participant::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    devices.participants().forEach(Participant::heal);
  }

  private void perform(Participant participant) {
    try {
      participant.perform();
    } catch (RuntimeException e) {
      recorder.problem(participant + " failed: " + e);
    }
  }

  /// Stops the server during a reconnect storm. The frozen link thaws before, as a stop waits for
  /// slow readers.
  private void stop(int afterMs, LoopbackProxy frozen) throws InterruptedException {
    try (ReconnectStorm storm =
        new ReconnectStorm(server, users.token(TestUsers.FROZEN), recorder)) {
      Thread.sleep(afterMs);
      frozen.thaw();
      long signalledAt = recorder.now();
      int exitCode = server.stop();
      recorder.stopped(new Stop(signalledAt, recorder.now(), exitCode, storm.attempts()));
    }
  }

  /// Waits until all requests are answered and all clients have all events, kills the server once
  /// more, and reads its data.
  private History finish() throws IOException, InterruptedException {
    await("answers", () -> devices.participants().stream().allMatch(Participant::isIdle));
    flushSeeds();
    // No client sends any more, so all events have to arrive.
    long healedAt = recorder.now();
    Transport transport = Transport.GRPC;
    for (String user : users.users()) {
      readAgain(user, transport);
      transport = transport == Transport.GRPC ? Transport.WEB_SOCKET : Transport.GRPC;
    }
    await("the heads", this::areAllAtTheHead);
    await("markers and presence", this::isSettled);
    Set<String> online = online();
    List<Stream> streams = recorder.streams();
    devices.clients().forEach(Client::close);
    server.kill();
    for (String complaint : server.complaints()) {
      recorder.problem(complaint);
    }
    return recorder.history(
        streams,
        storedLogs(),
        users.privateRooms(),
        new End(online, healedAt, server.residentBytes()),
        new Bounds(
            REACH_HEAD_MAX.toNanos(),
            ServerProcess.HEAP_BYTES_MAX + ServerProcess.DIRECT_BYTES_MAX + OTHER_BYTES_MAX,
            STOP_MAX.toNanos(),
            CLOSE_PORTS_MAX.toNanos(),
            true));
  }

  private Map<String, List<Event>> storedLogs() {
    try (DataDirectory data = DataDirectory.open(server.dataDirectory());
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      List<RoomId> rooms = users.rooms().stream().map(RoomId::new).toList();
      return History.logs(store.journal(), rooms);
    }
  }

  /// The client of the first contract gets no replies and has no cursors: all its messages have
  /// arrived once another client gets one that it sends now, and it has all events once it gets one
  /// sent after that.
  private void flushSeeds() throws InterruptedException {
    Participant seed = devices.participants().getLast();
    Participant other = devices.participants().getFirst();
    awaitEcho(seed, other);
    awaitEcho(other, seed);
  }

  private void awaitEcho(Participant speaker, Participant listener) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      String text = speaker.post(TestUsers.LOBBY, false);
      if (isHeard(listener.role().user(), text)) {
        return;
      }
    }
    recorder.problem(listener + " got no message of " + speaker);
  }

  private boolean isHeard(String user, String text) throws InterruptedException {
    long endAt = recorder.now() + ECHO_MAX.toNanos();
    while (recorder.now() < endAt) {
      if (recorder.isTold(user, text)) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  /// Reads all rooms of a user from their beginning.
  private void readAgain(String user, Transport transport) throws IOException {
    Map<String, Cursor> from = new HashMap<>();
    users
        .heads(server.port())
        .getOrDefault(user, Map.of())
        .keySet()
        .forEach(room -> from.put(room, new Cursor(0, 0)));
    devices.listen(user, transport, from);
  }

  private boolean areAllAtTheHead() {
    Map<String, Map<String, Long>> heads = users.heads(server.port());
    return devices.clients().stream()
        .allMatch(client ->
            client instanceof SeedClient
                || client
                    .positions()
                    .entrySet()
                    .containsAll(heads.getOrDefault(client.user(), Map.of()).entrySet()));
  }

  private boolean isSettled() {
    return new SignalCheck(recorder.operations(), recorder.streams()).unsettled(online()).isEmpty();
  }

  private Set<String> online() {
    return devices.clients().stream().map(Client::stream).collect(toSet());
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long endAt = recorder.now() + REACH_HEAD_MAX.toNanos();
    while (!condition.getAsBoolean()) {
      if (recorder.now() > endAt) {
        recorder.problem("waited for " + what + " in vain");
        return;
      }
      Thread.sleep(50);
    }
  }
}
