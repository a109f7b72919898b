package gochat.server;

import gochat.grpc.GrpcLimits;
import gochat.grpc.GrpcServer;
import gochat.grpc.SeedService;
import gochat.grpc.ServiceRegistry;
import gochat.grpc.Transport;
import gochat.journal.Journal;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardThread;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.SqliteJournal;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A running server: its parts in the order in which they start, closed in the reverse order.
public final class ChatServer implements RunningServer {
  private static final Duration DRAIN_MAX = Duration.ofSeconds(8);

  private final ArrayDeque<AutoCloseable> parts = new ArrayDeque<>();
  private final GrpcServer grpc;

  private ChatServer(
      @Nullable String host,
      int port,
      Path directory,
      Durability durability,
      int textBytesMax,
      Consumer<Throwable> onFatal)
      throws IOException {
    boolean started = false;
    try {
      DataDirectory data = open(DataDirectory.open(directory));
      Journal journal = open(SqliteJournal.open(data.database(), durability, onFatal::accept));
      ExecutorService waiting = open(Executors.newVirtualThreadPerTaskExecutor());
      EventLoopGroup loops = Transport.best().newLoops(Runtime.getRuntime().availableProcessors());
      parts.push(() -> loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly());
      Shard shard = new Shard(journal, new ShardConfig(8_192, textBytesMax));
      open(new ShardThread(shard, onFatal));
      HealthStatusManager health = new HealthStatusManager();
      ServiceRegistry.Builder services = ServiceRegistry.builder();
      services.add(health.getHealthService().bindService());
      services.add(ProtoReflectionServiceV1.newInstance().bindService());
      new SeedService(shard, journal, textBytesMax, waiting).addTo(services);
      grpc =
          GrpcServer.start(
              host, port, loops, services.build(textBytesMax + 4_096), GrpcLimits.DEFAULT);
      parts.push(() -> grpc.shutdown(DRAIN_MAX));
      parts.push(health::enterTerminalState);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  public static ChatServer start(
      @Nullable String host,
      int port,
      Path directory,
      Durability durability,
      int textBytesMax,
      Consumer<Throwable> onFatal)
      throws IOException {
    return new ChatServer(host, port, directory, durability, textBytesMax, onFatal);
  }

  private <P extends AutoCloseable> P open(P part) {
    parts.push(part);
    return part;
  }

  @Override
  public int port() {
    return grpc.port();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
