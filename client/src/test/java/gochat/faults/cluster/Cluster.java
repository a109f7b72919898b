package gochat.faults.cluster;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import gochat.client.ServerProcess;
import gochat.client.Surroundings;
import gochat.faults.machine.NetworkNamespace;
import gochat.grpc.LoopbackProxy;
import gochat.server.Stores;
import gochat.store.Store;
import gochat.store.StoreLocation;
import gochat.system.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Three servers of a PostgreSQL with a synchronous standby. Each new connection of a client goes
/// to the next server that runs. One of the servers has a network of its own, which can be cut off
/// from the database and from the bus.
public final class Cluster implements Servers, AutoCloseable {
  /// A network for measurements (RFC 2544), in which no machine has an address.
  private static final String HERE = "198.18.0.1";

  private static final String THERE = "198.18.0.2";
  private static final String CLIENTS = "198.18.0.0/24";

  /// A server, and the ports by which clients of this machine reach it; 0 while it is down.
  private record Member(ServerProcess process, IntSupplier port, IntSupplier webPort) {}

  private final List<Member> members = new ArrayList<>();
  private final List<LoopbackProxy> ways = new ArrayList<>();
  private final NetworkNamespace network;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger turns = new AtomicInteger();
  private final @Nullable NatsServer nats;
  private PostgresServer primary;
  private PostgresServer standby;

  /// @param directory that every user may enter
  /// @param hasNats whether the servers tell each other over NATS, or over PostgreSQL
  public Cluster(Path directory, boolean hasNats) throws IOException, InterruptedException {
    network = new NetworkNamespace("gcc", THERE, List.of(HERE));
    primary = new PostgresServer(directory.resolve("a"), HERE, CLIENTS);
    standby = new PostgresServer(directory.resolve("b"), HERE, CLIENTS);
    nats = hasNats ? new NatsServer(directory, HERE) : null;
    try {
      primary.startNew();
      standby.follow(primary);
      for (String name : List.of("one", "two", "three")) {
        members.add(start(Files.createDirectory(directory.resolve(name)), name.equals("two")));
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      // A server that ended before it listened is an error of a test.
      close();
      throw e;
    }
  }

  /// @param isApart whether it has a network of its own
  private Member start(Path own, boolean isApart) throws IOException {
    Surroundings usual = Surroundings.USUAL.withOptions(options());
    if (!isApart) {
      ServerProcess process = ServerProcess.start(own, usual);
      return new Member(process, process::port, process::webPort);
    }
    ServerProcess process =
        ServerProcess.start(own, usual.withCommand(network.entry()).withHost(THERE));
    return new Member(process, way(process::port), way(process::webPort));
  }

  private IntSupplier way(IntSupplier port) throws IOException {
    LoopbackProxy way =
        new LoopbackProxy(port, InetAddress.ofLiteral(THERE), InetAddress.ofLiteral(HERE));
    ways.add(way);
    return () -> port.getAsInt() == 0 ? 0 : way.port();
  }

  private String[] options() {
    List<String> options =
        new ArrayList<>(
            List.of("--store=" + location().url(), "--insecure=on", "--limit-exempt=" + CLIENTS));
    if (nats != null) {
      options.add("--bus=" + nats.url());
      options.add("--bus-ca=" + nats.certificate());
    }
    return options.toArray(String[]::new);
  }

  private StoreLocation location() {
    return location(primary.port() + "," + HERE + ":" + standby.port());
  }

  /// @param ports of databases
  private static StoreLocation location(String ports) {
    return new StoreLocation(
        "postgresql://postgres@" + HERE + ":" + ports + "/postgres", null, true);
  }

  /// The servers, in turn.
  public ServerProcess nextServer() {
    return members.get(turns.getAndIncrement() % members.size()).process();
  }

  /// The server with a network of its own.
  public ServerProcess apart() {
    return members.get(1).process();
  }

  public ServerProcess third() {
    return members.get(2).process();
  }

  /// What [#apart] sends to the database and to the bus is lost until [#heal].
  public void muffle() throws IOException {
    network.dropOutgoing("tcp dport " + services());
  }

  /// What the database and the bus send to [#apart] is lost until [#heal].
  public void deafen() throws IOException {
    network.dropIncoming("tcp sport " + services());
  }

  public void heal() throws IOException {
    network.heal();
  }

  private String services() {
    Stream<Integer> bus = nats == null ? Stream.of() : Stream.of(nats.port());
    return Stream.concat(Stream.of(primary.port(), standby.port()), bus)
        .map(String::valueOf)
        .collect(joining(", ", "{ ", " }"));
  }

  /// @throws NullPointerException when the servers use none
  public NatsServer nats() {
    return requireNonNull(nats);
  }

  public PostgresServer standby() {
    return standby;
  }

  /// Commits wait for the standby no more, and it gets nothing more.
  public void holdBackStandby() throws IOException, InterruptedException {
    primary.waitFor("");
    standby.stopReceiving();
  }

  /// Whether each server has recorded something that the standby lacks.
  public boolean doAllLackAtStandby() throws IOException, InterruptedException {
    String ticks = "SELECT id, tick FROM life WHERE died_at IS NULL ORDER BY id";
    return Collections.disjoint(
        primary.query(ticks).lines().toList(), standby.query(ticks).lines().toList());
  }

  /// The heads of all logs as the standby has them, by room.
  public Map<String, Long> headsAtStandby() throws IOException, InterruptedException {
    return standby
        .query("SELECT id, head FROM log")
        .lines()
        .map(line -> line.split("\\|", -1))
        .collect(toMap(row -> row[0], row -> Long.parseLong(row[1])));
  }

  public void killPrimary() {
    primary.kill();
  }

  /// The standby takes the place of the primary.
  public void promote() throws IOException, InterruptedException {
    standby.promote();
  }

  /// Reads the store of the primary that was killed, as it was then.
  public void readKilled(Consumer<Store> reader) throws IOException, InterruptedException {
    primary.runAside(() -> {
      try (Store store = Stores.openStopped(location(String.valueOf(primary.port())))) {
        reader.accept(store);
      }
    });
  }

  /// The former primary becomes the standby.
  public void rebuildStandby() throws IOException, InterruptedException {
    PostgresServer promoted = standby;
    standby = primary;
    primary = promoted;
    standby.follow(primary);
  }

  /// Ends all sessions of the database, whatever they do.
  public void endSessions() throws IOException, InterruptedException {
    var _ =
        primary.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
  }

  @Override
  public boolean isOne() {
    return false;
  }

  @Override
  public int port() {
    return next(Member::port);
  }

  @Override
  public int webPort() {
    return next(Member::webPort);
  }

  private int next(Function<Member, IntSupplier> port) {
    List<Integer> ports =
        members.stream()
            .map(member -> port.apply(member).getAsInt())
            .filter(each -> each != 0)
            .toList();
    return ports.isEmpty() ? 0 : ports.get(connections.getAndIncrement() % ports.size());
  }

  @Override
  public void kill() throws InterruptedException {
    for (Member member : members) {
      member.process().kill();
    }
  }

  @Override
  public List<String> complaints() throws IOException {
    List<String> all = new ArrayList<>();
    for (Member member : members) {
      all.addAll(member.process().complaints());
    }
    return all;
  }

  @Override
  public long residentBytes() {
    return members.stream().mapToLong(member -> member.process().residentBytes()).max().orElse(0);
  }

  @Override
  public long memoryBytesMax() {
    return third().memoryBytesMax();
  }

  @Override
  public void readStore(Consumer<Store> reader) {
    try (Store store = Stores.openStopped(location())) {
      reader.accept(store);
    }
  }

  @Override
  public void changeStore(Consumer<Store> change) {
    readStore(change);
  }

  @Override
  public void close() throws IOException {
    for (LoopbackProxy way : ways) {
      way.close();
    }
    for (Member member : members) {
      member.process().close();
    }
    if (nats != null) {
      nats.close();
    }
    primary.close();
    standby.close();
    network.close();
  }
}
