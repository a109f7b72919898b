package gochat.bus.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

/// A queue with a bound on its number and its bytes, from any threads to one. A full queue takes
/// nothing.
public final class BoundedQueue<T> {
  public static final int COUNT_MAX = 65_536;
  public static final long BYTES_MAX = 16 * 1024 * 1024;

  private final ToIntFunction<T> bytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition isFilled = lock.newCondition();
  private final Queue<T> queue = new ArrayDeque<>();
  private long queuedBytes;
  private boolean isEnded;

  /// @param bytes the size of an element
  public BoundedQueue(ToIntFunction<T> bytes) {
    this.bytes = bytes;
  }

  /// @return whether it was taken
  public boolean offer(T element) {
    int size = bytes.applyAsInt(element);
    lock.lock();
    try {
      // An element of any size goes into an empty queue.
      boolean isFull =
          queue.size() >= COUNT_MAX || (!queue.isEmpty() && queuedBytes + size > BYTES_MAX);
      if (isFull || isEnded) {
        return false;
      }
      queue.add(element);
      queuedBytes += size;
      isFilled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for an element, and takes those that wait.
  ///
  /// @param bytesMax of all elements; one that is longer comes alone
  /// @return empty when the queue has ended and all were taken
  public List<T> take(long bytesMax) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !isEnded) {
        isFilled.await();
      }
      List<T> taken = new ArrayList<>();
      long takenBytes = 0;
      for (T next = queue.peek(); next != null; next = queue.peek()) {
        int size = bytes.applyAsInt(next);
        if (!taken.isEmpty() && takenBytes + size > bytesMax) {
          break;
        }
        taken.add(queue.remove());
        takenBytes += size;
      }
      queuedBytes -= takenBytes;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// From now on the queue takes nothing; those that wait can be taken out.
  public void end() {
    lock.lock();
    try {
      isEnded = true;
      isFilled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Takes all without waiting.
  public List<T> clear() {
    lock.lock();
    try {
      List<T> taken = List.copyOf(queue);
      queue.clear();
      queuedBytes = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
