package gochat.session;

import org.jspecify.annotations.Nullable;

/// A client.
interface Participant {
  /// Does one thing that a client may do at any moment.
  void step();

  /// The servers have died, and with them every connection.
  void connectionLost();

  /// Its server looks after it, as after all of its streams from time to time.
  void sweep();

  /// The server begins to stop: every stream is told to end, and no other one opens.
  default void serverStops() {}

  /// The id of the stream by which it is connected; null when it has none.
  default @Nullable String online() {
    return null;
  }

  /// Whether it is connected, has all that it should have and knows the outcome of all it sent.
  boolean isSettled();

  /// Reports the violations that only the simulation can see, when the run is over.
  default void check() {}
}
