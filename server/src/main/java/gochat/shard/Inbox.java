package gochat.shard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Requests on their way into a shard: bounded in number and bytes, first in, first out.
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

  /// Whether `request` was taken. When not, `by` is told on the shard's thread as soon as it is
  /// worth to try again.
  synchronized boolean offer(Request request, Submitter by) {
    if (requests.size() >= requestsMax || bytes >= bytesMax) {
      refused.add(by.whenRoom());
      // Whoever is to wake the shard may be waiting for room.
      wake();
      return false;
    }
    add(request);
    if (isAwaited) {
      wakeBy(by.wakeBy());
    }
    return true;
  }

  private void wakeBy(Executor waker) {
    try {
      waker.execute(this::wake);
    } catch (RejectedExecutionException _) {
      // A lane that has ended.
      wake();
    }
  }

  /// Takes `request` however full it is: for what each session asks at most once at a time.
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

  /// The next requests, none when there are none. At least one, then as many as fit.
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

  /// Waits until there is something to take, but not for longer than a while.
  ///
  /// @param waitMsMax 0 to wait for as long as it takes
  /// @return false when the inbox was closed and is empty
  synchronized boolean await(long waitMsMax) throws InterruptedException {
    isAwaited = true;
    boolean isOver = false;
    try {
      while (requests.isEmpty() && !closed && !isOver) {
        wait(waitMsMax);
        // Or woken for nothing: then the caller looks after the rest of its work too early.
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
