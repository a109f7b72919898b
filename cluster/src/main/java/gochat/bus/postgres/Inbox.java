package gochat.bus.postgres;

import gochat.bus.Subject;
import gochat.bus.link.BoundedQueue;
import gochat.bus.link.Incoming;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Runs handlers on a thread of its own, so that notifications are always read: PostgreSQL keeps
/// them for all databases until its slowest session has read them.
final class Inbox implements AutoCloseable {
  /// The memory that a waiting message takes besides its content.
  private static final int OVERHEAD_BYTES = 100;

  /// Of the messages that are taken from the queue at once.
  private static final int TAKEN_BYTES_MAX = 64 * 1024;

  @SuppressWarnings("ArrayRecordComponent") // nothing compares contents
  private record Message(Subject subject, byte[] bytes, @Nullable String returnTo) {}

  private final Incoming incoming;
  private final BoundedQueue<Message> queue =
      new BoundedQueue<>(message -> message.bytes().length + OVERHEAD_BYTES);
  private final LongAdder lost = new LongAdder();
  private final Thread thread = Thread.ofPlatform().daemon().name("bus-handlers").start(this::run);

  Inbox(Incoming incoming) {
    this.incoming = incoming;
  }

  void add(Subject subject, byte[] bytes, @Nullable String returnTo) {
    if (!queue.offer(new Message(subject, bytes, returnTo))) {
      lost.increment();
    }
  }

  long lost() {
    return lost.sum();
  }

  private void run() {
    try {
      while (true) {
        for (Message message : queue.take(TAKEN_BYTES_MAX)) {
          incoming.receive(message.subject(), message.bytes(), message.returnTo());
        }
      }
    } catch (InterruptedException _) {
      // The link is closed.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
