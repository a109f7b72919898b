package gochat.session;

/// The server's end of one client's stream, as its transport drives it, whatever the contract and
/// the bytes. [Client] is the way back.
///
/// **Thread.** All methods are called on the stream's lane, one after the other, and none waits.
/// None is called from within a method of the stream's [Client].
///
/// **Order.** Messages are handled in the order in which they were received; [#halfClosed] comes
/// behind all of them.
///
/// **Back-pressure.** [#receive] takes every message, once. When no further one may come (the rooms
/// take nothing now, the client is faster than its rate, as many of its requests wait as may) it
/// calls [Client#pause] before it returns. What waits is held here: one message, or a number of
/// requests that is bounded. The transport holds no message: it hands over none and does not read
/// its socket or window, until [Client#resume].
///
/// @param <M> what a client says, decoded
public interface Inbound<M> {
  /// Takes a message of the client. Not called while the stream is paused.
  void receive(M message);

  /// A message was too long to be read, and was skipped. The client is told; the stream goes on.
  ///
  /// @param bytes its length
  /// @param bytesMax the longest that is read
  void tooLong(long bytes, int bytesMax);

  /// The client says no more. What it said before is still handled, also what is held; then the
  /// stream ends.
  void halfClosed();

  /// The client's outlet, which had refused or not yet written something, has written all.
  void drained();

  /// Checks limits of time. Called every few seconds.
  ///
  /// @param nowNanos as from [System#nanoTime]
  void sweep(long nowNanos);

  /// The server stops: what was asked for before is done first, if that takes no time.
  void shutDown();

  /// The stream is gone, whatever the reason. A second time changes nothing.
  void disconnected();
}
