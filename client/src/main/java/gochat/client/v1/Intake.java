package gochat.client.v1;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where requests come in, and what bounds those that have no answer: who has one more waits. Any
/// thread may use it.
final class Intake {
  static final int REQUESTS_MAX = 1_024;
  static final int BYTES_MAX = 4 << 20;

  /// How somebody fared who wanted to come in.
  enum Entry {
    /// Nobody else is to be taken yet: whoever takes them is to be told.
    FIRST,
    BEHIND_OTHERS,
    /// Not let in.
    CLOSED
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by the lock.
  private final ArrayDeque<Unanswered> arrived = new ArrayDeque<>();
  private int requests;
  private int bytes;
  private boolean isOpen = true;

  /// Waits for room. A request that is bigger than all the room has room when there is no other.
  Entry enter(Unanswered request) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (isOpen && requests > 0 && !hasRoomFor(request)) {
        changed.await();
      }
      if (!isOpen) {
        return Entry.CLOSED;
      }
      requests++;
      bytes += request.bytes();
      arrived.addLast(request);
      return arrived.size() == 1 ? Entry.FIRST : Entry.BEHIND_OTHERS;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomFor(Unanswered request) {
    return requests < REQUESTS_MAX && bytes + request.bytes() <= BYTES_MAX;
  }

  /// Takes those that came since the last time, in order. They still count.
  List<Unanswered> takeArrived() {
    lock.lock();
    try {
      List<Unanswered> taken = new ArrayList<>(arrived);
      arrived.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// `request`, which was taken, has its answer.
  void leave(Unanswered request) {
    lock.lock();
    try {
      requests--;
      bytes -= request.bytes();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Nobody enters any more, nor waits for it.
  void close() {
    lock.lock();
    try {
      isOpen = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
