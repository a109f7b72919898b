package gochat.session;

/// The server's end of one client's stream, for all contracts and transports. [Client] is the other
/// end.
///
/// **Thread.** The transport calls all methods on the stream's lane, one after the other; none
/// waits. It calls none from within a method of the stream's [Client].
///
/// **Order.** Messages are handled in the order in which they were received, and [#halfClosed]
/// after all of them.
///
/// **Back-pressure.** [#receive] takes every message. When no further message may come, because the
/// rooms are busy, the client exceeds its rate, or too many of its requests wait, it calls
/// [Client#pause] before it returns. The session holds the waiting messages, which are bounded. The
/// transport holds none: it hands over no message and does not read its socket or window until
/// [Client#resume].
///
/// @param <M> a decoded message of the client
public interface Inbound<M> {
  /// Takes a message of the client. Not called while the stream is paused.
  void receive(M message);

  /// A message was too long and was skipped. The client is told, and the stream goes on.
  ///
  /// @param bytes the message's length
  /// @param bytesMax the greatest length
  void tooLong(long bytes, int bytesMax);

  /// The client sends no more. Earlier messages are still handled, also held ones; then the stream
  /// ends.
  void halfClosed();

  /// The client's outlet was not drained and is now.
  void drained();

  /// Checks time limits. Called every few seconds.
  ///
  /// @param nowNanos from [System#nanoTime]
  void sweep(long nowNanos);

  /// The server stops: earlier requests are finished if that takes no time.
  void shutDown();

  /// The stream has ended, whatever the reason. Repeated calls do nothing.
  void disconnected();
}
