package gochat.bench.wire;

/// The receivers of a message: a room or a user. Clients follow destinations.
public sealed interface Destination {
  /// All followers of a room. A protocol without rooms has one room of all connected clients.
  record Room(String name) implements Destination {}

  /// One user.
  record User(String name) implements Destination {}
}
