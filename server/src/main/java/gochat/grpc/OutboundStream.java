package gochat.grpc;

import io.netty.buffer.ByteBuf;

/// What one stream sends, and what of it still waits. Runs on the connection's event loop only.
interface OutboundStream {
  /// Writes whole HTTP/2 DATA frames of this stream past the queue, without copying them. Nothing
  /// is flushed: see [#flush].
  ///
  /// @param frames stays the caller's; its indexes are left alone
  /// @param flowControlledBytes the payload of the frames, without their headers
  /// @return false when a window or the socket does not take all of it now, something waits already
  ///   or the stream is not open for sending: then nothing has changed, and the payload goes
  ///   through [GrpcResponder#data]
  boolean writeShared(ByteBuf frames, int flowControlledBytes);

  /// Whether [#writeShared] would write so much now.
  boolean mayWriteShared(int flowControlledBytes);

  /// Hands to the socket what this connection has written, together with what the tasks that wait
  /// on the event loop write. Cheap when there is nothing.
  void flush();

  /// Bytes of payload that wait for a window or for the socket.
  long pendingBytes();

  /// Bytes of payload written so far. While bytes are pending, a figure that stands still means a
  /// reader that makes no progress.
  long writtenBytes();

  /// Drops what is pending, also trailers. A message may have been cut in its middle, so only
  /// trailers with an error may follow.
  void abandonQueue();

  /// Has `task` run each time the pending bytes have all been written, after the turn's writes. It
  /// replaces the task before.
  void onDrained(Runnable task);
}
