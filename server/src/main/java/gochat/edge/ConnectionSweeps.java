package gochat.edge;

import io.netty.channel.EventLoop;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The sweeps of a port, one for each event loop. Thread-safe, never waits.
public final class ConnectionSweeps {
  private final ConcurrentHashMap<EventLoop, ConnectionSweep> sweeps = new ConcurrentHashMap<>();
  private final long periodMs;
  private volatile long shutdownNanos;
  private volatile boolean isShutdown;

  /// @param periodMs how often each connection is looked at
  public ConnectionSweeps(long periodMs) {
    this.periodMs = periodMs;
  }

  /// That of `loop`. Called on that loop.
  public ConnectionSweep of(EventLoop loop) {
    ConnectionSweep sweep = sweeps.computeIfAbsent(loop, _ -> new ConnectionSweep(periodMs));
    if (isShutdown) {
      // It may be younger than the end of the others.
      sweep.shutdown(remainingMs());
    }
    return sweep;
  }

  private long remainingMs() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(shutdownNanos - System.nanoTime()));
  }

  /// Ends every connection within `deadlineMs`, also those still to come.
  public void shutdown(long deadlineMs) {
    shutdownNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    isShutdown = true;
    sweeps.forEach((loop, sweep) -> loop.execute(() -> sweep.shutdown(deadlineMs)));
  }
}
