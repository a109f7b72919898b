package gochat.client.v1;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The queue from the callers' threads to the client's loop. It limits the unanswered requests: a
/// caller waits for room. Any thread may use it.
final class SubmissionQueue {
  static final int REQUESTS_MAX = 1_024;
  static final int BYTES_MAX = 4 << 20;

  /// The result of adding a request.
  enum PutResult {
    /// The queue was empty: the caller must notify the loop.
    FIRST,
    QUEUED,
    /// The request was not added.
    CLOSED
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by the lock.
  private final ArrayDeque<PendingRequest> arrived = new ArrayDeque<>();
  private int requests;
  private int bytes;
  private boolean isOpen = true;

  /// Waits for room. A request that is larger than the limit is added when there is no other.
  PutResult put(PendingRequest request) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (isOpen && requests > 0 && !hasRoomFor(request)) {
        changed.await();
      }
      if (!isOpen) {
        return PutResult.CLOSED;
      }
      requests++;
      bytes += request.bytes();
      arrived.addLast(request);
      return arrived.size() == 1 ? PutResult.FIRST : PutResult.QUEUED;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomFor(PendingRequest request) {
    return requests < REQUESTS_MAX && bytes + request.bytes() <= BYTES_MAX;
  }

  /// Takes the queued requests, in order. They still count towards the limit.
  List<PendingRequest> takeArrived() {
    lock.lock();
    try {
      List<PendingRequest> taken = new ArrayList<>(arrived);
      arrived.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Called when `request`, which was taken, has its answer.
  void release(PendingRequest request) {
    lock.lock();
    try {
      requests--;
      bytes -= request.bytes();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Rejects further requests, also of waiting callers.
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
