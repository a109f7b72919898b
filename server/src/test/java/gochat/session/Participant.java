package gochat.session;

/// A client in a [World].
interface Participant {
  /// Does one thing that a client may do at any moment.
  void step();

  /// The server has died, and with it every connection.
  void connectionLost();

  /// The server begins to stop: every stream is told to end, and nobody is let in any more.
  default void serverStops() {}

  /// Whether the server still waits for a stream of this one to end.
  default boolean isWaitedFor() {
    return false;
  }

  /// Whether it is connected, has all that it should have and knows the outcome of all it sent.
  boolean isSettled();

  /// Reports to the world what is wrong with what it saw, now that all is over.
  void check();
}
