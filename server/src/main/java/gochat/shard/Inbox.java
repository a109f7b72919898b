package gochat.shard;

import gochat.limit.LimitHits;
import gochat.limit.QueueLimit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// The requests that wait for a shard: first in, first out, bounded in number and bytes.
final class Inbox {
  private final int requestsMax;
  private final int bytesMax;
  private final ArrayDeque<Request> requests = new ArrayDeque<>();
  private List<Runnable> refused = new ArrayList<>();
  private long bytes;
  private boolean isAwaited;
  private boolean closed;

  Inbox(int requestsMax, int bytesMax) {
    this.requestsMax = requestsMax;
    this.bytesMax = bytesMax;
  }

  /// @return whether `request` was taken; if not, `by` is called on the shard's thread when the
  ///   inbox has space
  synchronized boolean offer(Request request, Submitter by) {
    if (isFull()) {
      LimitHits.count(
          requests.size() >= requestsMax ? QueueLimit.SHARD_INBOX : QueueLimit.INBOX_BYTES);
      refused.add(by.retry());
      // The submitter whose wake-up is due may be waiting for space.
      wake();
      return false;
    }
    add(request);
    if (isAwaited) {
      wakeBy(by.wakeBy());
    }
    return true;
  }

  /// Whether more requests wait than should.
  synchronized boolean isFull() {
    return requests.size() >= requestsMax || bytes >= bytesMax;
  }

  /// The number of waiting requests.
  synchronized int size() {
    return requests.size();
  }

  private void wakeBy(Executor waker) {
    try {
      waker.execute(this::wake);
    } catch (RejectedExecutionException _) {
      // The lane has ended.
      wake();
    }
  }

  /// Takes `request` even when the inbox is full: for requests that each session has at most once
  /// at a time.
  synchronized void admit(Request request) {
    add(request);
    wake();
  }

  private void add(Request request) {
    requests.add(request);
    bytes += request.weight();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /// Takes the next requests: at least one if there is any, then as many as fit.
  List<Request> take(int requestsMax, int bytesMax) {
    List<Request> taken = new ArrayList<>();
    List<Runnable> toTell;
    synchronized (this) {
      int takenBytes = 0;
      while (!requests.isEmpty()
          && taken.size() < requestsMax
          && (taken.isEmpty() || takenBytes + requests.element().weight() <= bytesMax)) {
        Request next = requests.remove();
        takenBytes += next.weight();
        taken.add(next);
      }
      bytes -= takenBytes;
      toTell = refused;
      if (!toTell.isEmpty()) {
        refused = new ArrayList<>();
      }
    }
    toTell.forEach(Runnable::run);
    return taken;
  }

  /// Waits until there is a request.
  ///
  /// @param waitMsMax the longest wait, 0 for no limit
  /// @return false when the inbox was closed and is empty
  synchronized boolean await(long waitMsMax) throws InterruptedException {
    isAwaited = true;
    boolean isOver = false;
    try {
      while (requests.isEmpty() && !closed && !isOver) {
        wait(waitMsMax);
        // A spurious wake-up only makes the caller do its other work early.
        isOver = waitMsMax > 0;
      }
    } finally {
      isAwaited = false;
    }
    return !requests.isEmpty() || !closed;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
