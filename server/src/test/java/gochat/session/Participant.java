package gochat.session;

import org.jspecify.annotations.Nullable;

/// A client in a [World].
interface Participant {
  /// Does one thing that a client may do at any moment.
  void step();

  /// The server has died, and with it every connection.
  void connectionLost();

  /// The server begins to stop: every stream is told to end, and no other one opens.
  default void serverStops() {}

  /// The id of the stream by which it is connected; null when it has none.
  default @Nullable String online() {
    return null;
  }

  /// Whether it is connected, has all that it should have and knows the outcome of all it sent.
  boolean isSettled();

  /// Reports to the world what only the simulation can see to be wrong, now that all is over.
  default void check() {}
}
