package gochat.web;

/// Who is at the server's end of a [TextStream]. Called on the stream's lane only.
public interface TextSession {
  /// A text of the client; never called for server-sent events.
  ///
  /// @return false when it was not taken: the client is held back and the text offered again after
  ///   [TextStream#resume]
  boolean receive(String text);

  /// The stream, which had refused or not yet written something, has written all.
  void drained();

  /// Looks after the stream, every few seconds.
  ///
  /// @param nowNanos as from [System#nanoTime]
  default void sweep(long nowNanos) {}

  /// Nothing was written for a while: something is to be said, so that the client knows that the
  /// server is there.
  void quiet();

  /// What waits for the client has not moved for too long. Afterwards the stream is closed.
  void stalled();

  /// The server stops: end the stream soon.
  void shutDown();

  /// The stream is gone, whatever the reason. Called once, as the last.
  void disconnected();
}
