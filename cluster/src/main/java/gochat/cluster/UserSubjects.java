package gochat.cluster;

import static java.util.Objects.requireNonNull;

import gochat.bus.Answer;
import gochat.bus.Bus;
import gochat.bus.Subject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// What servers tell and ask each other about single users. A server gets the messages of a user
/// while it has streams of that user. A message is the byte of its kind and a content; a server
/// passes over the kinds that it does not know, which later versions send. For any thread.
final class UserSubjects {
  static final int CONTENT_BYTES_MAX = Bus.MESSAGE_BYTES_MAX - 1;

  /// The kinds of messages.
  enum Kind {
    /// A message that is not stored; a question, whether a stream took it.
    WHISPER(1),
    /// A message of a direct conversation that has been stored.
    ADDRESSED(2),
    MARKER_MOVED(3),
    HIDDEN(4),
    AWAY(5),
    /// A question: the name and kind of the user.
    WHO(6),
    PRIVACY_CHANGED(7);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  /// Takes the messages of one kind.
  @FunctionalInterface
  interface Handler {
    /// Called as [Bus.Handler].
    ///
    /// @param content read-only
    void receive(UUID user, ByteBuffer content, Bus.Reply reply);
  }

  private final Bus bus;
  private final Map<Byte, Handler> handlers = new ConcurrentHashMap<>();
  private final Map<UUID, Bus.Subscription> subscriptions = new ConcurrentHashMap<>();

  UserSubjects(Bus bus) {
    this.bus = bus;
  }

  /// Sets the handler of a kind.
  void on(Kind kind, Handler handler) {
    handlers.put(kind.code, handler);
  }

  private static Subject subject(UUID user) {
    return new Subject("u." + user);
  }

  /// The first stream of a user has opened here.
  void connected(UUID user) {
    subscriptions.put(
        user, bus.subscribe(subject(user), (message, reply) -> receive(user, message, reply)));
  }

  /// The last stream of a user has ended here.
  void disconnected(UUID user) {
    requireNonNull(subscriptions.remove(user), "connected").close();
  }

  private void receive(UUID user, byte[] message, Bus.Reply reply) {
    Handler handler = message.length == 0 ? null : handlers.get(message[0]);
    if (handler != null) {
      handler.receive(
          user, ByteBuffer.wrap(message, 1, message.length - 1).slice().asReadOnlyBuffer(), reply);
    }
  }

  /// Tells all other servers with streams of the user.
  void publish(UUID user, Kind kind, byte[] content) {
    bus.publish(subject(user), message(kind, content));
  }

  /// Asks all other servers with streams of the user.
  ///
  /// @return the first answer, as by [Bus#ask]
  CompletableFuture<Answer> ask(UUID user, Kind kind, byte[] content, Duration within) {
    return bus.ask(subject(user), message(kind, content), within);
  }

  private static byte[] message(Kind kind, byte[] content) {
    return ByteBuffer.allocate(1 + content.length).put(kind.code).put(content).array();
  }
}
