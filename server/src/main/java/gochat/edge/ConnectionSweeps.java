package gochat.edge;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The sweeps of a port, one for each event loop. Thread-safe, never waits.
public final class ConnectionSweeps {
  private final ConcurrentHashMap<EventLoop, ConnectionSweep> sweeps = new ConcurrentHashMap<>();
  private final long periodMs;
  private volatile long endOverMs;
  private volatile long shutdownNanos;
  private volatile boolean isShutdown;

  /// @param periodMs the time between two checks of a connection
  public ConnectionSweeps(long periodMs) {
    this.periodMs = periodMs;
  }

  /// The sweep of `loop`. Called on that loop.
  public ConnectionSweep of(EventLoop loop) {
    ConnectionSweep sweep = sweeps.computeIfAbsent(loop, _ -> new ConnectionSweep(periodMs));
    if (isShutdown) {
      // The sweep may have been made after the shutdown of the others.
      sweep.shutdown(remainingMs(), 0, loop);
    }
    return sweep;
  }

  private long remainingMs() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(shutdownNanos - System.nanoTime()));
  }

  /// In the shutdown, streams end one after another, so that their clients don't come to other
  /// servers all at once. Without this they end at once.
  ///
  /// @param time less than the deadline
  public void endStreamsOver(Duration time) {
    endOverMs = time.toMillis();
  }

  /// Ends all connections within `deadlineMs`, also later ones.
  public void shutdown(long deadlineMs) {
    long overMs = endOverMs;
    shutdownNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    isShutdown = true;
    sweeps.forEach((loop, sweep) -> loop.execute(() -> sweep.shutdown(deadlineMs, overMs, loop)));
  }
}
