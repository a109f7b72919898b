package gochat.bus.nats;

import gochat.bus.Answer;
import gochat.bus.Subject;
import gochat.bus.link.BoundedQueue;
import gochat.bus.link.Incoming;
import gochat.bus.link.Link;
import gochat.bus.link.Numbering;
import gochat.bus.link.Outgoing;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One connection to a server of NATS. A thread of jnats runs the handlers.
final class NatsLink implements Link {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

  private final Connection connection;
  private final Dispatcher dispatcher;
  private final String prefix;
  private final Numbering numbering;
  private final Incoming incoming;
  private final Map<Subject, Subscription> subscriptions = new HashMap<>();

  /// @param prefix of all subjects, such as `gochat.`
  NatsLink(Connection connection, String prefix, Numbering numbering, Incoming incoming) {
    this.connection = connection;
    this.prefix = prefix;
    this.numbering = numbering;
    this.incoming = incoming;
    dispatcher = connection.createDispatcher();
    dispatcher.setPendingLimits(BoundedQueue.COUNT_MAX, BoundedQueue.BYTES_MAX);
  }

  @Override
  public void subscribe(Subject subject) throws IOException {
    use(() ->
        subscriptions.put(
            subject, dispatcher.subscribe(prefix + subject, message -> receive(subject, message))));
  }

  private void receive(Subject subject, Message message) {
    byte[] content = Envelope.unwrap(numbering, message.getData());
    if (content != null) {
      incoming.receive(subject, content, message.getReplyTo());
    }
  }

  @Override
  public void unsubscribe(Subject subject) throws IOException {
    Subscription subscription = subscriptions.remove(subject);
    if (subscription != null) {
      use(() -> dispatcher.unsubscribe(subscription));
    }
  }

  /// A server answers a ping when it has done all that came before it.
  @Override
  public void confirm() throws IOException {
    try {
      connection.flush(ANSWER_TIMEOUT);
    } catch (TimeoutException e) {
      throw new IOException("NATS did not answer within 3 seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (RuntimeException e) {
      throw ended(e);
    }
    // jnats takes a connection that has ended for flushed.
    if (connection.getStatus() != Connection.Status.CONNECTED) {
      throw new IOException("the connection has ended");
    }
  }

  @Override
  public void check() throws IOException {
    confirm();
  }

  @Override
  public void send(List<Outgoing> messages) throws IOException {
    use(() -> messages.forEach(this::send));
  }

  private void send(Outgoing message) {
    switch (message) {
      case Outgoing.Published(Subject subject, byte[] bytes) ->
          connection.publish(prefix + subject, Envelope.wrap(numbering, bytes));
      case Outgoing.Asked(long number, Subject subject, byte[] bytes, Duration within) ->
          connection
              .requestWithTimeout(prefix + subject, Envelope.wrap(numbering, bytes), within)
              .whenComplete((reply, failure) -> answered(number, reply, failure));
      case Outgoing.Replied(String returnTo, byte[] bytes) -> connection.publish(returnTo, bytes);
      // The server knows who is subscribed.
      case Outgoing.Declined _ -> {}
    }
  }

  private void answered(long number, @Nullable Message reply, @Nullable Throwable failure) {
    if (reply != null) {
      incoming.answered(number, new Answer.Replied(reply.getData()));
    } else if (failure instanceof JetStreamStatusException) {
      // NATS says so: no responders. The end of the connection is another failure.
      incoming.answered(number, new Answer.Nobody());
    }
  }

  /// Uses the connection. It throws when it has ended, or when its queue is full for too long.
  private static void use(Runnable use) throws IOException {
    try {
      use.run();
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  private static IOException ended(RuntimeException e) {
    return new IOException("the connection can't be used: " + e.getMessage(), e);
  }

  @Override
  public long lost() {
    return dispatcher.getDroppedCount();
  }

  /// Ends all subscriptions.
  @Override
  public void leave() {
    try {
      use(() -> connection.closeDispatcher(dispatcher));
      confirm();
    } catch (IOException _) {
      // The server sees that the connection ends.
    }
  }

  @Override
  public void close() {
    // It waits for its threads.
    Thread.startVirtualThread(() -> {
      try {
        connection.close();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }
}
