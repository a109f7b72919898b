package gochat.bench.wire;

import java.util.List;

/// How clients speak with a server.
///
/// An implementation speaks just enough of it to measure a server, and a message received costs it
/// no object.
public interface Protocol {
  /// What somebody who sends to a room hears of it.
  enum SenderHears {
    /// What the others send.
    OTHERS,

    /// Nothing, where a follower would get its own messages back or can't send.
    NOTHING,

    /// Whatever is sent, its own messages too.
    EVERYTHING
  }

  /// A client's connection, not yet open.
  Connection connection(Client client, Connection.Listener listener);

  /// The room that everybody is in, where there is one by itself; else the one of this name.
  default Audience.Room commonRoom(String name) {
    return new Audience.Room(name);
  }

  default SenderHears senderHears() {
    return SenderHears.OTHERS;
  }

  /// Whether connections call `onRegistered`. Without that only a message that arrives shows that
  /// its receiver is registered.
  default boolean confirmsRegistration() {
    return true;
  }

  /// What a client offers by ALPN when it speaks TLS.
  default List<String> applicationProtocols() {
    return List.of();
  }

  /// Whether the server says a line in the clear before TLS begins.
  default boolean greetsBeforeTls() {
    return false;
  }
}
