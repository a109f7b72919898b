package gochat.backup;

import gochat.pause.Pause;
import gochat.store.Backups.Progress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Slows a copy down, so that it leaves most of the disk to others. For one thread.
public final class Pace implements Progress {
  /// Shorter waits are saved up.
  private static final long WAIT_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(5);

  private final long bytesPerSecond;
  private final Pause pause;

  /// The moment by which what was copied so far may have been copied.
  private long dueNanos = System.nanoTime();

  public Pace(long bytesPerSecond, Pause pause) {
    this.bytesPerSecond = bytesPerSecond;
    this.pause = pause;
  }

  @Override
  public void copied(int bytes) {
    long now = System.nanoTime();
    // Time that was not used is lost, so that a copy is never faster later.
    dueNanos = Math.max(dueNanos, now) + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    long wait = dueNanos - now;
    pause.pause(wait >= WAIT_NANOS_MIN ? Duration.ofNanos(wait) : Duration.ZERO);
  }
}
