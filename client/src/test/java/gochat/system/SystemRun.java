package gochat.system;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import gochat.checker.Event;
import gochat.checker.History;
import gochat.checker.History.Bounds;
import gochat.checker.History.End;
import gochat.checker.HistoryRecorder;
import gochat.checker.Loss;
import gochat.checker.Stream;
import gochat.checker.Stream.Cursor;
import gochat.client.ServerProcess;
import gochat.store.Store;
import gochat.system.Devices.Client;
import gochat.system.WireClient.StreamOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// One run of the whole system: clients of all kinds chat over a server to which the caller brings
/// faults. After the faults it waits until each client has all events, and returns everything that
/// was seen, for the checker.
///
/// The steps of the clients follow from the seed; their order across threads is the machine's.
public final class SystemRun implements AutoCloseable {
  /// The promise is ten seconds; a busy machine gets more.
  private static final Duration REACH_HEAD_MAX = Duration.ofSeconds(60);

  /// The promise is ten seconds, see docs/delivery.md.
  private static final Duration STOP_MAX = Duration.ofSeconds(20);

  /// Much less than the time that streams have to end: the ports close before.
  private static final Duration CLOSE_PORTS_MAX = Duration.ofSeconds(5);

  /// A message that does not arrive within this time is sent again.
  private static final Duration ECHO_MAX = Duration.ofSeconds(3);

  private final Servers servers;
  private final SplittableRandom seeds;
  private final HistoryRecorder recorder;
  private final TestUsers users;
  private final Devices devices;
  private final StoredLogs logs;
  private final List<Thread> scripts = new ArrayList<>();

  /// Creates the users, their rooms and their devices.
  ///
  /// @param server one without users; the caller closes it
  public SystemRun(ServerProcess server, long seed, Network network) throws IOException {
    this(new OneServer(server), seed, network);
  }

  /// The same for several servers of one store.
  public SystemRun(Servers servers, long seed, Network network) throws IOException {
    this.servers = servers;
    seeds = new SplittableRandom(seed);
    long startNanos = System.nanoTime();
    recorder = new HistoryRecorder(() -> System.nanoTime() - startNanos);
    users = TestUsers.create(servers.address(), recorder);
    devices = new Devices(servers, users, recorder, seeds, network);
    logs = new StoredLogs(servers, users.rooms(), recorder);
  }

  /// The events so far; their times are nanoseconds.
  public HistoryRecorder recorder() {
    return recorder;
  }

  /// A source of random numbers that follow from the seed.
  public SplittableRandom random() {
    return seeds.split();
  }

  TestUsers users() {
    return users;
  }

  Devices devices() {
    return devices;
  }

  StoredLogs logs() {
    return logs;
  }

  /// Lets all devices perform their scripts.
  public void begin() {
    for (Participant each : devices.participants()) {
      each.begin();
      scripts.add(Thread.startVirtualThread(() -> perform(each)));
    }
  }

  private void perform(Participant participant) {
    try {
      participant.perform();
    } catch (RuntimeException e) {
      recorder.problem(participant + " failed: " + e);
    }
  }

  /// Adds devices that only listen to the lobby.
  public void addCrowd(int size) throws IOException {
    users.register(servers.address(), TestUsers.CROWD);
    devices.addCrowd(TestUsers.CROWD, size);
  }

  /// Whether all devices of the crowd have come back after `since`, and have all missed events.
  public boolean isCrowdBack(long since) {
    return recorder.areCaughtUp(
        devices.crowd().stream().map(Client::stream).collect(toSet()), since);
  }

  /// Adds the only device of a user, which only listens and whose connection no script breaks.
  public void addLoner() throws IOException {
    devices.listen(TestUsers.FROZEN, Transport.GRPC, Map.of());
  }

  /// Adds a device that is told the presence of the loner.
  public void addWatcher() throws IOException {
    StreamOptions options = new StreamOptions(Map.of(), 0, Set.of(TestUsers.FROZEN));
    devices.listen(TestUsers.OWNER, Transport.GRPC, options);
  }

  /// Whether the watcher was told after `since` that the presence of the loner is `presence`.
  public boolean isLonerTold(Stream.Presence presence, long since) {
    return recorder.isTold(TestUsers.FROZEN, presence, since);
  }

  /// Breaks the connections of clients that do not notice themselves that the server is gone.
  public void cutPatient() {
    devices.cutPatient();
  }

  /// Waits until `count` requests that are sent from now on are stored.
  void awaitStored(int count) throws InterruptedException {
    long now = recorder.now();
    await(
        "changes",
        () ->
            recorder.operations().stream()
                    .filter(each -> each.invokedAt() > now && each.isStored())
                    .count()
                >= count);
  }

  /// Ends the scripts, and all faults of the devices and their links. They may begin again.
  public void end() throws InterruptedException {
    devices.participants().forEach(Participant::stop);
    for (Thread script : scripts) {
      script.join();
    }
    devices.participants().forEach(Participant::heal);
  }

  /// Waits as [#settle], and ends all clients.
  ///
  /// @param isExpected whether the faults of the run cause an entry of the server's log
  public History finish(Predicate<String> isExpected) throws IOException, InterruptedException {
    History history = settle(isExpected);
    devices.clients().forEach(Client::close);
    return history;
  }

  /// Waits until all requests are answered and all clients have all events, kills the servers once
  /// more, and reads their data. The clients go on and try to reach them.
  ///
  /// @param isExpected as in [#finish]
  History settle(Predicate<String> isExpected) throws IOException, InterruptedException {
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
    servers.kill();
    servers.complaints().stream().filter(isExpected.negate()).forEach(recorder::problem);
    return recorder.history(
        streams,
        logs.read(),
        users.privateRooms(),
        new End(online, healedAt, servers.residentBytes()),
        new Bounds(
            REACH_HEAD_MAX.toNanos(),
            servers.memoryBytesMax(),
            STOP_MAX.toNanos(),
            CLOSE_PORTS_MAX.toNanos(),
            servers.isOne()));
  }

  /// A backup took the place of the server's data after [#settle], and no server has run on it so
  /// far.
  ///
  /// @param lost the history until then
  /// @return the heads of the restored logs, by room
  Map<String, Long> restored(History lost) {
    long lostAt = recorder.now();
    logs.forget();
    Map<String, Long> heads = new HashMap<>();
    logs.read().forEach((room, log) -> heads.put(room, (long) log.size()));
    recorder.lost(new Loss(epoch(lost.logs()), lost.logs(), heads, lostAt));
    return heads;
  }

  /// The database has lost its newest events, because a standby without them became the primary.
  ///
  /// @param killed the store of the primary before it
  /// @param heads by room: the last seq that the standby had
  /// @param at when that primary died
  public void lost(Store killed, Map<String, Long> heads, long at) {
    Map<String, List<Event>> lost = logs.of(killed);
    recorder.lost(new Loss(epoch(lost), lost, heads, at));
  }

  private static long epoch(Map<String, List<Event>> logs) {
    return requireNonNull(logs.get(TestUsers.LOBBY)).getFirst().epoch();
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
        .heads(servers.address())
        .getOrDefault(user, Map.of())
        .keySet()
        .forEach(room -> from.put(room, new Cursor(0, 0)));
    devices.listen(user, transport, from);
  }

  private boolean areAllAtTheHead() {
    Map<String, Map<String, Long>> heads = users.heads(servers.address());
    return devices.clients().stream()
        .allMatch(client ->
            client instanceof SeedClient
                || client
                    .positions()
                    .entrySet()
                    .containsAll(heads.getOrDefault(client.user(), Map.of()).entrySet()));
  }

  private boolean isSettled() {
    return recorder.unsettled(online()).isEmpty();
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
  }
}
