package gochat.web;

import gochat.limit.QueueLimit;
import io.netty.buffer.ByteBuf;

/// What waits to be written to the client of one stream, in order and bounded in bytes. Runs on the
/// connection's event loop only.
interface OutboundQueue {
  /// Beyond it nothing more is taken.
  int WAITING_BYTES_MAX = QueueLimit.STREAM_BYTES.standardInt();

  /// Told on the event loop.
  interface Owner {
    /// All is handed over, after it was not.
    void drained();

    /// Nothing more will be written. Told once.
    void closed();
  }

  /// Takes `bytes` when there is room; what comes after the end is dropped.
  ///
  /// @param bytes is released here, in either case
  /// @return false when there is no room
  boolean offer(ByteBuf bytes);

  /// Takes `bytes` however much waits; what comes after the end is dropped.
  ///
  /// @param bytes is released here
  void add(ByteBuf bytes);

  /// Whether all that was taken has been handed to the network.
  boolean isDrained();

  /// Whether anything waits for the client's end of the network to take it.
  boolean isWaiting();

  /// What has left so far. It stands still while a reader takes nothing.
  long writtenBytes();

  /// Ends the stream with `last`, behind what waits.
  void end(ByteBuf last);

  /// Ends the stream at once: what waits is lost, and the client sees that it broke off.
  void abort();
}
