package gochat.faults.cluster;

import static java.util.Objects.requireNonNull;

import gochat.client.ServerProcess;
import gochat.client.Surroundings;
import gochat.server.Stores;
import gochat.store.Store;
import gochat.store.StoreLocation;
import gochat.system.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Three servers of a PostgreSQL with a synchronous standby. Each new connection of a client goes
/// to the next server that runs.
public final class Cluster implements Servers, AutoCloseable {
  private static final int SIZE = 3;

  private final List<ServerProcess> servers = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final @Nullable NatsServer nats;
  private PostgresServer primary;
  private PostgresServer standby;

  /// @param directory that every user may enter
  /// @param hasNats whether the servers tell each other over NATS, or over PostgreSQL
  public Cluster(Path directory, boolean hasNats) throws IOException, InterruptedException {
    primary = new PostgresServer(directory.resolve("a"));
    standby = new PostgresServer(directory.resolve("b"));
    nats = hasNats ? new NatsServer(directory.resolve("nats.log")) : null;
    try {
      primary.startNew();
      standby.follow(primary);
      for (int i = 0; i < SIZE; i++) {
        Path own = Files.createDirectory(directory.resolve("server" + i));
        servers.add(ServerProcess.start(own, Surroundings.USUAL.withOptions(options())));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private String[] options() {
    List<String> options = new ArrayList<>(List.of("--store=" + location().url()));
    if (nats != null) {
      options.add("--bus=" + nats.url());
    }
    return options.toArray(String[]::new);
  }

  private StoreLocation location() {
    String url =
        "postgresql://postgres@127.0.0.1:%d,127.0.0.1:%d/postgres"
            .formatted(primary.port(), standby.port());
    return new StoreLocation(url, null, false);
  }

  /// @param index below [#SIZE]
  public ServerProcess server(int index) {
    return servers.get(index);
  }

  /// @throws NullPointerException when the servers use none
  public NatsServer nats() {
    return requireNonNull(nats);
  }

  public PostgresServer standby() {
    return standby;
  }

  /// The primary dies. A second later the standby takes its place.
  public void failOver() throws IOException, InterruptedException {
    primary.kill();
    Thread.sleep(1_000);
    standby.promote();
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
    return next(ServerProcess::port);
  }

  @Override
  public int webPort() {
    return next(ServerProcess::webPort);
  }

  private int next(ToIntFunction<ServerProcess> port) {
    List<Integer> ports = servers.stream().map(port::applyAsInt).filter(each -> each != 0).toList();
    return ports.isEmpty() ? 0 : ports.get(connections.getAndIncrement() % ports.size());
  }

  @Override
  public void kill() throws InterruptedException {
    for (ServerProcess server : servers) {
      server.kill();
    }
  }

  @Override
  public List<String> complaints() throws IOException {
    List<String> all = new ArrayList<>();
    for (ServerProcess server : servers) {
      all.addAll(server.complaints());
    }
    return all;
  }

  @Override
  public long residentBytes() {
    return servers.stream().mapToLong(ServerProcess::residentBytes).max().orElse(0);
  }

  @Override
  public long memoryBytesMax() {
    return servers.getFirst().memoryBytesMax();
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
    for (ServerProcess server : servers) {
      server.close();
    }
    if (nats != null) {
      nats.close();
    }
    primary.close();
    standby.close();
  }
}
