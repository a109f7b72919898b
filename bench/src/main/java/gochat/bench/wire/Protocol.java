package gochat.bench.wire;

import java.util.List;

/// A protocol between clients and a server.
///
/// An implementation has just enough of it to measure a server, and allocates no object for a
/// received message.
public interface Protocol {
  /// The messages of a room that a sender to it receives.
  enum SenderReceives {
    /// The messages of the others.
    OTHERS,

    /// None: a follower would get its own messages back, or can't send.
    NOTHING,

    /// All messages, also its own.
    EVERYTHING
  }

  /// A client's connection, not yet open.
  Connection connection(Client client, Connection.Listener listener);

  /// The protocol's built-in room of all clients, or else the room of this name.
  default Destination.Room commonRoom(String name) {
    return new Destination.Room(name);
  }

  default SenderReceives senderReceives() {
    return SenderReceives.OTHERS;
  }

  /// Whether connections call `onRegistered`. Otherwise only a received message shows that its
  /// receiver is registered.
  default boolean confirmsRegistration() {
    return true;
  }

  /// The protocols that a client offers by ALPN with TLS.
  default List<String> applicationProtocols() {
    return List.of();
  }

  /// Whether the server sends a plaintext line before TLS begins.
  default boolean greetsBeforeTls() {
    return false;
  }
}
