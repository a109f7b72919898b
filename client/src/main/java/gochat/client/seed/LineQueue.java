package gochat.client.seed;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A bounded queue of lines that wait for a stream. Any thread may use it.
final class LineQueue {
  /// The limit of all queued characters, about 2 MiB.
  static final int CHARS_MAX = 1 << 20;

  /// The cost of a line beside its text.
  private static final int LINE_OVERHEAD_CHARS = 32;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private final ArrayDeque<ChatLine> lines = new ArrayDeque<>();
  private long chars;

  /// Adds a line. A line that is longer than the limit fits into an empty queue.
  ///
  /// @return false if there was no room for the line within `waitMs`
  boolean offer(ChatLine line, long waitMs) throws InterruptedException {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(waitMs);
    lock.lock();
    try {
      while (!lines.isEmpty() && chars + cost(line) > CHARS_MAX) {
        if (leftNanos <= 0) {
          return false;
        }
        leftNanos = taken.awaitNanos(leftNanos);
      }
      lines.addLast(line);
      chars += cost(line);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Nullable ChatLine poll() {
    lock.lock();
    try {
      ChatLine line = lines.pollFirst();
      if (line != null) {
        chars -= cost(line);
        taken.signalAll();
      }
      return line;
    } finally {
      lock.unlock();
    }
  }

  /// Returns lines to the front of the queue, whatever its limit.
  void putBack(List<ChatLine> inOrder) {
    lock.lock();
    try {
      for (ChatLine line : inOrder.reversed()) {
        lines.addFirst(line);
        chars += cost(line);
      }
    } finally {
      lock.unlock();
    }
  }

  /// @return false if lines were still queued after `waitMs`
  boolean awaitEmpty(long waitMs) throws InterruptedException {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(waitMs);
    lock.lock();
    try {
      while (!lines.isEmpty()) {
        if (leftNanos <= 0) {
          return false;
        }
        leftNanos = taken.awaitNanos(leftNanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return lines.size();
    } finally {
      lock.unlock();
    }
  }

  private static int cost(ChatLine line) {
    return line.text().length() + line.target().length() + LINE_OVERHEAD_CHARS;
  }
}
