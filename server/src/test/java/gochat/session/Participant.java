package gochat.session;

/// A client in a [World].
interface Participant {
  /// Does one thing that a client may do at any moment.
  void step();

  /// The server has died, and with it every connection.
  void connectionLost();

  /// Whether it is connected, has all that it should have and knows the outcome of all it sent.
  boolean isSettled();

  /// Reports to the world what is wrong with what it saw, now that all is over.
  void check();
}
