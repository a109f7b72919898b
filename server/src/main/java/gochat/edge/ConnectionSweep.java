package gochat.edge;

import io.netty.channel.EventLoop;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Checks the connections of one event loop periodically, with one timer for all of them. Runs on
/// that loop only.
public final class ConnectionSweep {
  /// A connection or a stream that is checked periodically.
  public interface Swept {
    /// @param nowNanos as from [System#nanoTime]
    /// @param periodNanos until the next call
    void sweep(long nowNanos, long periodNanos);

    /// The server is shutting down: the connection takes no more streams, and must end within
    /// `deadlineMs`.
    void shutdown(long deadlineMs);

    /// The open streams must end. Called once after [#shutdown], at once or seconds later.
    default void endStreams() {}
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
      connection.endStreams();
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
  ///
  /// @param overMs the streams of the connections end one after another within this time; 0 for at
  ///   once
  public void shutdown(long deadlineMs, long overMs, EventLoop loop) {
    if (isShutdown) {
      return;
    }
    isShutdown = true;
    shutdownNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    for (Swept connection : connections.toArray(new Swept[0])) {
      connection.shutdown(deadlineMs);
      if (overMs == 0) {
        connection.endStreams();
      } else {
        long delayMs = ThreadLocalRandom.current().nextLong(overMs);
        var _ = loop.schedule(() -> endStreams(connection), delayMs, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void endStreams(Swept connection) {
    if (connections.contains(connection)) {
      connection.endStreams();
    }
  }

  private long remainingMs() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(shutdownNanos - System.nanoTime()));
  }
}
