package gochat.bench.wire;

/// Whom a message is for.
public sealed interface Audience {
  /// All who follow a room. A protocol that has no rooms has one audience of all who are connected.
  record Room(String name) implements Audience {}

  /// One user alone.
  record User(String name) implements Audience {}
}
