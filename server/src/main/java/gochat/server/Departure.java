package gochat.server;

import gochat.metric.ServerHealth;
import gochat.store.Servers;
import io.grpc.protobuf.services.HealthStatusManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The beginning of a server's end. Its health says so at once. If other servers take its clients,
/// the streams end one after another, so that the clients don't all come to the others at once.
final class Departure implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Departure.class);

  /// The rest of the time to drain is left for the last streams.
  private static final Duration STREAMS_MAX = Duration.ofSeconds(5);

  /// For each connection.
  private static final Duration PACE = Duration.ofMillis(5);

  /// The store may not answer, and the server has seconds to end.
  private static final Duration STORE_MAX = Duration.ofSeconds(1);

  /// A server that was silent for longer may be gone.
  private static final Duration SILENCE_MAX = Duration.ofSeconds(3);

  private final ServerHealth health;
  private final HealthStatusManager grpcHealth;
  private final Servers servers;
  private final IntSupplier openConnections;
  private final Consumer<Duration> endStreamsOver;

  /// @param openConnections of all ports for clients
  /// @param endStreamsOver has these ports end their streams within some time when they are closed
  Departure(
      ServerHealth health,
      HealthStatusManager grpcHealth,
      Servers servers,
      IntSupplier openConnections,
      Consumer<Duration> endStreamsOver) {
    this.health = health;
    this.grpcHealth = grpcHealth;
    this.servers = servers;
    this.openConnections = openConnections;
    this.endStreamsOver = endStreamsOver;
  }

  @Override
  public void close() {
    health.stopping();
    grpcHealth.enterTerminalState();
    if (hasOthers()) {
      Duration paced = PACE.multipliedBy(openConnections.getAsInt());
      endStreamsOver.accept(paced.compareTo(STREAMS_MAX) < 0 ? paced : STREAMS_MAX);
    }
  }

  private boolean hasOthers() {
    CompletableFuture<Boolean> told = new CompletableFuture<>();
    Thread _ =
        Thread.startVirtualThread(() -> {
          try {
            servers.drains();
            told.complete(servers.all().stream().anyMatch(Departure::takesClients));
          } catch (RuntimeException e) {
            told.completeExceptionally(e);
          }
        });
    try {
      return told.get(STORE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.atInfo().addKeyValue("reason", e.toString()).log("the other servers can't be told");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean takesClients(Servers.Running other) {
    return !other.isThis()
        && !other.isDraining()
        && !other.version().isEmpty()
        && other.silence().filter(silence -> silence.compareTo(SILENCE_MAX) < 0).isPresent();
  }
}
