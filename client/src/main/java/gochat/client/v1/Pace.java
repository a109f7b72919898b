package gochat.client.v1;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads no faster from a connection than the listener takes events: when too much waits for it,
/// the server is held back. Confined to the client's loop.
///
/// But the listener may wait for an answer that comes behind events which it does not take. So when
/// it stays at one event while something is unanswered, reading goes on, within bounds.
final class Pace {
  /// For how long a listener may stay at one event before it is taken to wait for an answer.
  private static final long LISTENER_PATIENCE_MS = 1_000;

  /// What may wait for a listener that waits for an answer.
  private static final long OVERRUN_BYTES_MAX = 4L * Delivery.BYTES_MAX;

  private final Delivery delivery;
  private final Outbox outbox;
  private final ScheduledExecutorService loop;
  private @Nullable Connection connection;

  /// The event at which the listener seems to wait for an answer.
  private long stuckAtCount = -1;

  Pace(Delivery delivery, Outbox outbox, ScheduledExecutorService loop) {
    this.delivery = delivery;
    this.outbox = outbox;
    this.loop = loop;
  }

  /// From now on events come from `newConnection`.
  void readFrom(Connection newConnection) {
    connection = newConnection;
  }

  /// Events were added for the listener.
  void added() {
    if (connection == null || delivery.waitingBytes() <= Delivery.BYTES_MAX || mayOverrun()) {
      return;
    }
    connection.pause();
    long toldCount = delivery.toldCount();
    var _ = loop.schedule(() -> checkStuck(toldCount), LISTENER_PATIENCE_MS, TimeUnit.MILLISECONDS);
  }

  private boolean mayOverrun() {
    return delivery.toldCount() == stuckAtCount
        && !outbox.isEmpty()
        && delivery.waitingBytes() <= OVERRUN_BYTES_MAX;
  }

  private void checkStuck(long toldCount) {
    if (delivery.toldCount() == toldCount) {
      stuckAtCount = toldCount;
      if (mayOverrun()) {
        drained();
      }
    }
  }

  /// The listener takes events again.
  void drained() {
    if (connection != null) {
      connection.resume();
    }
  }
}
