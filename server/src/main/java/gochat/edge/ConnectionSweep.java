package gochat.edge;

import io.netty.channel.EventLoop;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Checks the connections of one event loop periodically, with one timer for all of them. Runs on
/// that loop only.
public final class ConnectionSweep {
  /// A connection or a stream that is checked periodically.
  public interface Swept {
    /// @param nowNanos as from [System#nanoTime]
    /// @param periodNanos until the next call
    void sweep(long nowNanos, long periodNanos);

    /// The server is shutting down: the connection must end within `deadlineMs`.
    void shutdown(long deadlineMs);
  }

  private final UnfinishedBytes unfinished = new UnfinishedBytes();
  private final Set<Swept> connections = Collections.newSetFromMap(new IdentityHashMap<>());
  private final long periodMs;
  private boolean isScheduled;
  private long shutdownNanos;
  private boolean isShutdown;

  public ConnectionSweep(long periodMs) {
    this.periodMs = periodMs;
  }

  /// Counts the unfinished messages of all connections of the loop.
  public UnfinishedBytes unfinished() {
    return unfinished;
  }

  public void add(Swept connection, EventLoop loop) {
    connections.add(connection);
    if (isShutdown) {
      connection.shutdown(remainingMs());
    } else if (!isScheduled) {
      isScheduled = true;
      schedule(loop);
    }
  }

  public void remove(Swept connection) {
    connections.remove(connection);
  }

  private void schedule(EventLoop loop) {
    var _ = loop.schedule(() -> run(loop), periodMs, TimeUnit.MILLISECONDS);
  }

  private void run(EventLoop loop) {
    long periodNanos = TimeUnit.MILLISECONDS.toNanos(periodMs);
    long now = System.nanoTime();
    // A copy, because a connection that ends leaves the set.
    for (Swept connection : connections.toArray(new Swept[0])) {
      connection.sweep(now, periodNanos);
    }
    // Without connections there is no timer, so the loop does not keep a closed server in memory.
    isScheduled = !connections.isEmpty();
    if (isScheduled) {
      schedule(loop);
    }
  }

  /// Ends all connections within `deadlineMs`, also later ones. Only the first call has an effect.
  public void shutdown(long deadlineMs) {
    if (isShutdown) {
      return;
    }
    isShutdown = true;
    shutdownNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    for (Swept connection : connections.toArray(new Swept[0])) {
      connection.shutdown(deadlineMs);
    }
  }

  private long remainingMs() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(shutdownNanos - System.nanoTime()));
  }
}
