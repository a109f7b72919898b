package gochat.bus.link;

import gochat.bus.Subject;
import java.io.IOException;
import java.util.List;

/// One connection to an engine. [#send] is called by one thread, the other methods that can fail by
/// another one.
public interface Link extends AutoCloseable {
  void subscribe(Subject subject) throws IOException;

  void unsubscribe(Subject subject) throws IOException;

  /// Returns when all subscriptions stand.
  ///
  /// @throws IOException when the engine did not answer within 3 seconds
  void confirm() throws IOException;

  /// Returns when the engine has answered and messages go through it.
  ///
  /// @throws IOException when it did not within 3 seconds
  void check() throws IOException;

  /// Hands messages over to the engine, in their order.
  ///
  /// @throws IOException when it did not take them within 3 seconds; some may have been sent
  void send(List<Outgoing> messages) throws IOException;

  /// How many messages were dropped so far, because too many waited for handlers.
  long lost();

  /// Tells the engine or the other nodes that this one is gone for good. Waits at most 3 seconds.
  void leave();

  /// Does not wait. Calls that do end with an exception.
  @Override
  void close();
}
