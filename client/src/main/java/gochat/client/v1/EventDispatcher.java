package gochat.client.v1;

import gochat.client.v1.Positions.Progress;
import gochat.v1.Cursor;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Calls the listener with one event after the other, on one virtual thread, and saves the cursors
/// of handled events.
///
/// It saves the cursors whenever the queue is empty, and after [#UNSAVED_MAX] events at the latest:
/// while a store is slow, events gather, and the next save covers them all.
final class EventDispatcher {
  /// The size of queued events beyond which the connection is not read.
  static final int BYTES_MAX = 4 << 20;

  static final int UNSAVED_MAX = 1_000;

  /// The approximate memory of an event beside its bytes on the wire.
  private static final int EVENT_OVERHEAD_BYTES = 200;

  /// Called by the dispatcher's thread.
  interface Owner {
    void tell(ChatEvent event) throws Exception;

    /// The queue has fallen to half of its limit.
    void drained();

    /// The listener has handled the last event; or, with a cause, the listener or the store threw
    /// an exception.
    void done(@Nullable Throwable cause);
  }

  private record Item(ChatEvent event, Progress progress, int bytes) {}

  private final CursorStore store;
  private final Owner owner;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  // Guarded by the lock.
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private long bytes;
  private long handledCount;
  private boolean isLastIn;

  // Confined to the thread.
  private final Map<String, Cursor> cursors = new LinkedHashMap<>();
  private int unsaved;

  /// @param kept the cursors in the store
  EventDispatcher(CursorStore store, List<Cursor> kept, Owner owner) {
    this.store = store;
    this.owner = owner;
    kept.forEach(cursor -> cursors.put(cursor.getRoom(), cursor));
    thread = Thread.ofVirtual().name("gochat-events").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Whether the listener is the caller.
  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  void add(ChatEvent event, Progress progress, int frameBytes) {
    put(new Item(event, progress, frameBytes + EVENT_OVERHEAD_BYTES), false);
  }

  /// Adds `event` as the last one.
  ///
  /// @param atOnce whether to drop the queued events before it
  void addLast(ChatEvent event, boolean atOnce) {
    lock.lock();
    try {
      if (atOnce) {
        queue.clear();
        bytes = 0;
      }
    } finally {
      lock.unlock();
    }
    put(new Item(event, new Progress.None(), 0), true);
  }

  private void put(Item item, boolean isLast) {
    lock.lock();
    try {
      if (!isLastIn) {
        queue.addLast(item);
        bytes += item.bytes();
        isLastIn = isLast;
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The bytes in the queue.
  long waitingBytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /// The number of events that the listener has handled.
  long handledCount() {
    lock.lock();
    try {
      return handledCount;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    @Nullable Throwable cause = null;
    try {
      for (Item item = take(); item != null; item = take()) {
        owner.tell(item.event());
        handled(item);
      }
    } catch (Throwable e) {
      cause = e;
    }
    try {
      save();
    } catch (RuntimeException e) {
      cause = cause == null ? e : cause;
    }
    owner.done(cause);
  }

  private @Nullable Item take() throws InterruptedException {
    if (waitingBytes() == 0) {
      save();
    }
    lock.lock();
    try {
      while (queue.isEmpty()) {
        if (isLastIn) {
          return null;
        }
        arrived.await();
      }
      return queue.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void handled(Item item) {
    switch (item.progress()) {
      case Progress.UpTo(var cursor) -> cursors.put(cursor.getRoom(), cursor);
      case Progress.Forgotten(var roomId) -> cursors.remove(roomId);
      case Progress.None() -> {}
    }
    if (!(item.progress() instanceof Progress.None) && ++unsaved >= UNSAVED_MAX) {
      save();
    }
    if (leave(item.bytes())) {
      owner.drained();
    }
  }

  /// @return whether the queue has just fallen to half of its limit
  private boolean leave(int itemBytes) {
    lock.lock();
    try {
      long before = bytes;
      bytes = Math.max(0, bytes - itemBytes);
      handledCount++;
      return before > BYTES_MAX / 2 && bytes <= BYTES_MAX / 2;
    } finally {
      lock.unlock();
    }
  }

  private void save() {
    if (unsaved > 0) {
      store.save(List.copyOf(cursors.values()));
      unsaved = 0;
    }
  }
}
