package gochat.system;

import static java.util.stream.Collectors.toSet;

import gochat.checker.Event;
import gochat.checker.History;
import gochat.checker.History.Bounds;
import gochat.checker.History.End;
import gochat.checker.HistoryRecorder;
import gochat.checker.Settlement;
import gochat.checker.Stop;
import gochat.checker.Stream;
import gochat.checker.Stream.Cursor;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.wire.HistoryEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// A run of the whole system: clients that chat, break, get stuck and crash, a server that is
/// killed or stopped and started again; then peace, until everybody has everything.
///
/// What each client does, and when the server goes down, follows from the seed. How it interleaves
/// is the machine's.
final class SystemRun implements AutoCloseable {
  /// Ten seconds are promised; a machine that builds something else meanwhile gets more.
  private static final Duration REACH_HEAD_MAX = Duration.ofSeconds(60);

  /// Ten seconds again, see docs/delivery.md.
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  /// Much less than streams have to end at a stop: the ports close before.
  private static final Duration CLOSE_PORTS_MAX = Duration.ofSeconds(5);

  /// Beside heap and direct memory: code, classes, stacks and what the C library and SQLite take.
  private static final long OTHER_BYTES_MAX = 256L << 20;

  /// What is said and not heard within that time is said again.
  private static final Duration ECHO_MAX = Duration.ofSeconds(3);

  private static final int UP_MS_MAX = 6_000;
  private static final int DOWN_MS_MAX = 700;

  private final SplittableRandom seeds;
  private final HistoryRecorder recorder;
  private final ServerProcess server;
  private final Cast cast;
  private final Devices devices;

  /// @param directory an empty one
  SystemRun(Path directory, long seed) throws IOException {
    seeds = new SplittableRandom(seed);
    long startNanos = System.nanoTime();
    recorder = new HistoryRecorder(() -> System.nanoTime() - startNanos);
    server = ServerProcess.start(directory, Ports.NEW);
    try {
      cast = Cast.assemble(server.port(), recorder);
      devices = new Devices(server, cast, recorder, seeds);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Lets everybody play, and kills and stops the server by turns.
  void play(Duration duration) throws IOException, InterruptedException {
    Link stuck = devices.listen(Cast.SLEEPER, Wire.GRPC, Map.of());
    List<Thread> threads =
        devices.participants().stream()
            .map(each -> Thread.startVirtualThread(() -> play(each)))
            .toList();
    SplittableRandom random = seeds.split();
    boolean isStop = random.nextBoolean();
    long endAt = recorder.now() + duration.toNanos();
    while (recorder.now() < endAt) {
      Thread.sleep(random.nextInt(UP_MS_MAX / 2));
      stuck.freeze();
      int frozenMs = random.nextInt(UP_MS_MAX / 2);
      if (isStop) {
        stop(frozenMs, stuck);
      } else {
        Thread.sleep(frozenMs);
        server.kill();
        stuck.thaw();
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

  private void play(Participant participant) {
    try {
      participant.play();
    } catch (RuntimeException e) {
      recorder.problem(participant + " failed: " + e);
    }
  }

  /// Stops the server while clients connect again at once. The stuck client reads on before, as a
  /// stop waits for readers.
  private void stop(int afterMs, Link stuck) throws InterruptedException {
    try (Stampede stampede = new Stampede(server, cast.token(Cast.SLEEPER), recorder)) {
      Thread.sleep(afterMs);
      stuck.thaw();
      long signalledAt = recorder.now();
      int exitCode = server.stop();
      recorder.stopped(new Stop(signalledAt, recorder.now(), exitCode, stampede.attempts()));
    }
  }

  /// Waits until everything is answered and everybody has everything, kills the server once more,
  /// and reads what is left.
  History finish() throws IOException, InterruptedException {
    await("answers", () -> devices.participants().stream().allMatch(Participant::isIdle));
    flushSeeds();
    // Nothing is sent any more; what there is has to arrive.
    long healedAt = recorder.now();
    Wire wire = Wire.GRPC;
    for (String user : cast.users()) {
      readAgain(user, wire);
      wire = wire == Wire.GRPC ? Wire.WEB_SOCKET : Wire.GRPC;
    }
    await("the heads", this::isEverybodyAtTheHead);
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
        cast.privateRooms(),
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
      List<RoomId> rooms = cast.rooms().stream().map(RoomId::new).toList();
      return HistoryEvents.logs(store.journal(), rooms);
    }
  }

  /// What a client of the first contract said last has come when somebody else says that it has,
  /// and it has heard everything when it hears what was said after that.
  private void flushSeeds() throws InterruptedException {
    Participant seed = devices.participants().getLast();
    Participant other = devices.participants().getFirst();
    awaitEcho(seed, other);
    awaitEcho(other, seed);
  }

  private void awaitEcho(Participant speaker, Participant listener) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      String text = speaker.say(Cast.LOBBY, false);
      if (isHeard(listener.place().user(), text)) {
        return;
      }
    }
    recorder.problem(listener + " never heard " + speaker);
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

  /// Everything that a user may read, from the beginning.
  private void readAgain(String user, Wire wire) {
    Map<String, Cursor> from = new HashMap<>();
    cast.heads(server.port())
        .getOrDefault(user, Map.of())
        .keySet()
        .forEach(room -> from.put(room, new Cursor(0, 0)));
    devices.listen(user, wire, from);
  }

  private boolean isEverybodyAtTheHead() {
    Map<String, Map<String, Long>> heads = cast.heads(server.port());
    return devices.clients().stream()
        .allMatch(client ->
            client instanceof SeedClient
                || client
                    .positions()
                    .entrySet()
                    .containsAll(heads.getOrDefault(client.user(), Map.of()).entrySet()));
  }

  private boolean isSettled() {
    return new Settlement(recorder.operations(), recorder.streams(), online())
        .violations()
        .isEmpty();
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

  @Override
  public void close() throws IOException {
    devices.close();
    server.close();
  }
}
