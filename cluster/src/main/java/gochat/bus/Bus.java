package gochat.bus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Carries messages between the nodes of a cluster, with best effort: a message may get lost, come
/// twice, or come late. A loss that the bus notices is an interruption.
///
/// **Own messages.** A node does not get what it publishes or asks itself, also when it has
/// connected again.
///
/// **Order.** What one node publishes comes in the order of its calls, over all subjects. What an
/// engine brings behind a later message is lost. Messages of different nodes have no order. An
/// answer has none with published messages.
///
/// **Threads.** All methods are for any thread, and none waits for the network but [#close].
/// Handlers run one after the other, on a thread of the bus; the next message waits for them.
/// Listeners and dependents of futures run on other threads of the bus. None of them may wait:
/// beyond 65,536 messages or 16 MiB that wait for handlers, further ones are lost.
public interface Bus extends AutoCloseable {
  /// The size of the longest message, question or answer.
  int MESSAGE_BYTES_MAX = 512 * 1024;

  /// For the longest time that a question can wait.
  Duration WITHIN_MAX = Duration.ofMinutes(1);

  /// Takes the messages of a subject.
  @FunctionalInterface
  interface Handler {
    /// @param message not to be changed
    /// @param reply to the node that asked; without effect for a published message
    void receive(byte[] message, Reply reply);
  }

  /// Answers one question.
  @FunctionalInterface
  interface Reply {
    /// For any thread, at any time. The first answer of all nodes counts.
    ///
    /// @param answer at most [#MESSAGE_BYTES_MAX] bytes
    void send(byte[] answer);
  }

  /// A handler that gets messages until it is closed.
  interface Subscription extends AutoCloseable {
    /// Completed when each message that any node publishes or asks from now on comes, but for
    /// losses. After an interruption it stands again. Never completed if the subscription or the
    /// bus is closed before.
    CompletableFuture<Void> confirmed();

    /// Later messages don't come. A call of the handler may still run.
    @Override
    void close();
  }

  /// Whether stored events should travel on this bus. Otherwise only the heads of rooms do, because
  /// each node gets the messages of all subjects.
  boolean carriesEvents();

  /// Sends a message to all other nodes that are subscribed. It is lost if the bus is not connected
  /// or can't send as fast.
  ///
  /// @param message not to be changed, at most [#MESSAGE_BYTES_MAX] bytes
  void publish(Subject subject, byte[] message);

  /// Sends a question to all other nodes that are subscribed.
  ///
  /// @param question as for [#publish]
  /// @param within at most [#WITHIN_MAX]; later answers are dropped
  /// @return never fails
  CompletableFuture<Answer> ask(Subject subject, byte[] question, Duration within);

  /// Subscribes, now or when the bus is connected again.
  ///
  /// @throws IllegalStateException when a subscription of this subject is open
  Subscription subscribe(Subject subject, Handler handler);

  /// Adds a listener that runs when messages may have been lost, within two seconds after: the
  /// connection was lost and stands again with all confirmed subscriptions, or handlers were too
  /// slow. State that other nodes told must then be compared with the truth. While the bus is not
  /// connected, [BusStatus#isConnected] says so.
  void onInterrupted(Runnable listener);

  BusStatus status();

  /// Sends what was published before, unless that takes longer than half a second, and ends all
  /// subscriptions. Open questions end with [Answer.Silence]; later calls do nothing.
  @Override
  void close();

  /// @throws IllegalArgumentException when a message is too long
  static void checkSize(byte[] message) {
    if (message.length > MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "message: %d bytes (expected: at most %d)".formatted(message.length, MESSAGE_BYTES_MAX));
    }
  }
}
