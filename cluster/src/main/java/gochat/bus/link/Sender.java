package gochat.bus.link;

import gochat.bus.Answer;
import gochat.bus.BusStatus.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends messages on a thread of its own. While there is no session it drops them: none waits for
/// the end of an outage. All methods are for any thread.
final class Sender {
  /// Of messages that are sent together.
  private static final int SEND_BYTES_MAX = 512 * 1024;

  /// For the messages that wait when the bus is closed.
  private static final Duration FINISH = Duration.ofMillis(500);

  /// The memory that a waiting message takes besides its content.
  private static final int OVERHEAD_BYTES = 100;

  private final Supplier<@Nullable Session> session;
  private final Questions questions;
  private final Duration pause;
  private final BoundedQueue<Outgoing> queue =
      new BoundedQueue<>(message -> message.bytes().length + OVERHEAD_BYTES);
  private final Counts counts = new Counts();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("bus-sender").unstarted(this::sendAll);

  /// @param session the current one, null while not connected
  /// @param pause after each call of [Link#send]
  Sender(Supplier<@Nullable Session> session, Questions questions, Duration pause) {
    this.session = session;
    this.questions = questions;
    this.pause = pause;
  }

  void start() {
    thread.start();
  }

  /// Sends what waits, if the link takes it soon, and then no more.
  void stop() {
    queue.end();
    try {
      var _ = thread.join(FINISH);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  Traffic traffic() {
    return counts.traffic();
  }

  /// @return whether it was taken
  boolean offer(Outgoing message) {
    boolean isTaken = session.get() != null && queue.offer(message);
    if (!isTaken) {
      counts.lost(1);
    }
    return isTaken;
  }

  void dropAll() {
    drop(queue.clear());
  }

  /// For messages that no link has.
  private void drop(List<Outgoing> messages) {
    counts.lost(messages.size());
    for (Outgoing message : messages) {
      if (message instanceof Outgoing.Asked asked) {
        questions.end(asked.number(), new Answer.Nobody());
      }
    }
  }

  private void sendAll() {
    try {
      for (List<Outgoing> messages = queue.take(SEND_BYTES_MAX);
          !messages.isEmpty();
          messages = queue.take(SEND_BYTES_MAX)) {
        Session current = session.get();
        if (current == null) {
          drop(messages);
        } else {
          send(current, messages);
          Thread.sleep(pause);
        }
      }
    } catch (InterruptedException _) {
      // The bus is closed.
    }
  }

  private void send(Session current, List<Outgoing> messages) {
    try {
      current.link().send(messages);
      messages.forEach(message -> counts.passed(message.bytes()));
    } catch (IOException e) {
      counts.lost(messages.size());
      current.incoming().failed(e);
    }
  }
}
