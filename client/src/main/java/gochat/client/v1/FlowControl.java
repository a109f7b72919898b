package gochat.client.v1;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads from a connection only as fast as the listener handles events: beyond a limit of queued
/// bytes the server is slowed down. Confined to the client's loop.
///
/// The listener may wait for an answer that comes after events which are not queued yet. So if it
/// handles one event for long while a request is unanswered, reading continues, up to a second
/// limit.
final class FlowControl {
  /// A listener that handles one event for longer than this is assumed to wait for an answer.
  private static final long LISTENER_STUCK_MS = 1_000;

  /// The limit of queued bytes while the listener waits for an answer.
  private static final long OVERRUN_BYTES_MAX = 4L * EventDispatcher.BYTES_MAX;

  private final EventDispatcher dispatcher;
  private final Outbox outbox;
  private final ScheduledExecutorService loop;
  private @Nullable Connection connection;

  /// The count of handled events at which the listener seems to wait for an answer.
  private long stuckAtCount = -1;

  FlowControl(EventDispatcher dispatcher, Outbox outbox, ScheduledExecutorService loop) {
    this.dispatcher = dispatcher;
    this.outbox = outbox;
    this.loop = loop;
  }

  /// `newConnection` replaces the connection from which events come.
  void readFrom(Connection newConnection) {
    connection = newConnection;
  }

  /// Events were added to the dispatcher's queue.
  void added() {
    if (connection == null
        || dispatcher.waitingBytes() <= EventDispatcher.BYTES_MAX
        || mayOverrun()) {
      return;
    }
    connection.pause();
    long handledCount = dispatcher.handledCount();
    loop.schedule(() -> checkStuck(handledCount), LISTENER_STUCK_MS, TimeUnit.MILLISECONDS);
  }

  private boolean mayOverrun() {
    return dispatcher.handledCount() == stuckAtCount
        && !outbox.isEmpty()
        && dispatcher.waitingBytes() <= OVERRUN_BYTES_MAX;
  }

  private void checkStuck(long handledCount) {
    if (dispatcher.handledCount() == handledCount) {
      stuckAtCount = handledCount;
      if (mayOverrun()) {
        drained();
      }
    }
  }

  /// The dispatcher's queue has room again.
  void drained() {
    if (connection != null) {
      connection.resume();
    }
  }
}
