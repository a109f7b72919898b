package gochat.terminal.pipe;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Gathers lines into messages: lines that come close together become one message. One thread adds,
/// another takes; adding waits while a complete message is not taken.
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

  /// @param bytesMax the limit of a message, in bytes of UTF-8
  /// @param quietMs a message is complete when no line was added for this time
  /// @param ageMsMax the longest time to hold a message back
  LineBatches(int bytesMax, long quietMs, long ageMsMax) {
    this.bytesMax = bytesMax;
    quietNanos = TimeUnit.MILLISECONDS.toNanos(quietMs);
    ageNanosMax = TimeUnit.MILLISECONDS.toNanos(ageMsMax);
  }

  /// Adds a line. Waits if the line does not fit into the current message.
  ///
  /// @param line of at most `bytesMax` bytes
  void add(String line) throws InterruptedException {
    int lineBytes = line.getBytes(StandardCharsets.UTF_8).length;
    lock.lockInterruptibly();
    try {
      while (lines > 0 && bytes + 1 + lineBytes > bytesMax) {
        if (isBlank) {
          // Servers refuse a message of blank lines only.
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

  /// Marks the end of the input.
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
  /// @return null at the end
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
    // Blank lines alone are no message; they wait for the next line.
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
