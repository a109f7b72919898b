package gochat.bench.wire.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Finds the messages in a gRPC stream, also those that frames or reads split.
///
/// A message that is whole within one read is scanned in place and allocates no object.
final class MessageScanner {
  private static final int PREFIX_BYTES = 5;
  private static final int MESSAGE_BYTES_MAX = 4 << 20;

  /// Receives each message without its prefix: `length` bytes at `offset` of `in`.
  interface Sink {
    void onMessage(ByteBuf in, int offset, int length);
  }

  private final Sink sink;

  // The received part of an incomplete message, with its prefix.
  private final ByteBuf partial = Unpooled.buffer(0);

  MessageScanner(Sink sink) {
    this.sink = sink;
  }

  /// Reads the next `length` bytes of the stream, at `offset` of `in`.
  ///
  /// @throws IllegalArgumentException if they are not messages of the contract
  void scan(ByteBuf in, int offset, int length) {
    int at = offset;
    int end = offset + length;
    if (partial.isReadable()) {
      at = completePartial(in, at, end);
    }
    while (at < end) {
      int bytes = end - at < PREFIX_BYTES ? PREFIX_BYTES : PREFIX_BYTES + messageBytes(in, at);
      if (bytes > end - at) {
        partial.ensureWritable(bytes).writeBytes(in, at, end - at);
        return;
      }
      sink.onMessage(in, at + PREFIX_BYTES, bytes - PREFIX_BYTES);
      at += bytes;
    }
  }

  private int completePartial(ByteBuf in, int offset, int end) {
    int at = fillPartial(in, offset, end, PREFIX_BYTES);
    if (partial.writerIndex() < PREFIX_BYTES) {
      return at;
    }
    int bytes = PREFIX_BYTES + messageBytes(partial, 0);
    at = fillPartial(in, at, end, bytes);
    if (partial.writerIndex() == bytes) {
      sink.onMessage(partial, PREFIX_BYTES, bytes - PREFIX_BYTES);
      partial.clear();
    }
    return at;
  }

  private int fillPartial(ByteBuf in, int offset, int end, int bytes) {
    int piece = Math.clamp(bytes - partial.writerIndex(), 0, end - offset);
    partial.writeBytes(in, offset, piece);
    return offset + piece;
  }

  private static int messageBytes(ByteBuf in, int offset) {
    int compressed = in.getByte(offset);
    int bytes = in.getInt(offset + 1);
    if (compressed != 0 || bytes < 0 || bytes > MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "gRPC prefix: compressed %d, length %s (expected: 0, at most %d)"
              .formatted(compressed, Integer.toUnsignedString(bytes), MESSAGE_BYTES_MAX));
    }
    return bytes;
  }
}
