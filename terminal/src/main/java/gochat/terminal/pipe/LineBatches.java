package gochat.terminal.pipe;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Gathers lines into messages: those that come together become one. One thread adds, another one
/// takes; while nobody takes, the adding one waits.
final class LineBatches {
  private final int bytesMax;
  private final long quietNanos;
  private final long ageNanosMax;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by the lock.
  private final StringBuilder batch = new StringBuilder();
  private int lines;
  private int bytes;
  private boolean isBlank = true;
  private boolean isFull;
  private boolean hasEnded;
  private long firstNanos;
  private long lastNanos;

  /// @param bytesMax what a message may hold, of UTF-8
  /// @param quietMs a message is complete when so long nothing was added
  /// @param ageMsMax a message is not held back for longer than this
  LineBatches(int bytesMax, long quietMs, long ageMsMax) {
    this.bytesMax = bytesMax;
    quietNanos = TimeUnit.MILLISECONDS.toNanos(quietMs);
    ageNanosMax = TimeUnit.MILLISECONDS.toNanos(ageMsMax);
  }

  /// Adds a line. Waits while the message that is being gathered has no room for it.
  ///
  /// @param line of no more than `bytesMax` bytes
  void add(String line) throws InterruptedException {
    int lineBytes = line.getBytes(StandardCharsets.UTF_8).length;
    lock.lockInterruptibly();
    try {
      while (lines > 0 && bytes + 1 + lineBytes > bytesMax) {
        if (isBlank) {
          // Nobody misses that many empty lines, and no server takes them.
          clear();
        } else {
          isFull = true;
          changed.signalAll();
          changed.await();
        }
      }
      append(line, lineBytes);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void append(String line, int lineBytes) {
    lastNanos = System.nanoTime();
    if (lines > 0) {
      batch.append('\n');
      bytes++;
    }
    if (isBlank) {
      firstNanos = lastNanos;
    }
    batch.append(line);
    bytes += lineBytes;
    lines++;
    isBlank &= line.isBlank();
  }

  /// No more lines come.
  void end() {
    lock.lock();
    try {
      hasEnded = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a message.
  ///
  /// @return null when there are no more
  @Nullable String take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long waitNanos = waitNanos();
        if (waitNanos <= 0) {
          return isBlank ? null : taken();
        }
        var _ = changed.awaitNanos(waitNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private long waitNanos() {
    if (hasEnded || isFull) {
      return 0;
    }
    // Blank lines are no message; they wait for the next one.
    return isBlank
        ? Long.MAX_VALUE
        : Math.min(lastNanos + quietNanos, firstNanos + ageNanosMax) - System.nanoTime();
  }

  private String taken() {
    String text = batch.toString();
    clear();
    changed.signalAll();
    return text;
  }

  private void clear() {
    batch.setLength(0);
    lines = 0;
    bytes = 0;
    isBlank = true;
    isFull = false;
  }
}
