package gochat.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Finds the contents of the chat messages in a stream's DATA, wherever frames and reads cut them.
///
/// A message that lies whole in one read is scanned in place and costs no object.
final class MessageScanner {
  private static final int PREFIX_BYTES = 5;
  private static final int MESSAGE_BYTES_MAX = 4 << 20;
  private static final int USERNAME_TAG = (1 << 3) | 2;
  private static final int TARGETNAME_TAG = (2 << 3) | 2;
  private static final int CONTENT_TAG = (3 << 3) | 2;

  /// Gets the content of each message: `length` bytes at `offset` of `in`.
  interface Sink {
    void onContent(ByteBuf in, int offset, int length);
  }

  private final Sink sink;

  // A message, with its prefix, of which only the first part has come.
  private final ByteBuf partial = Unpooled.buffer(0);

  MessageScanner(Sink sink) {
    this.sink = sink;
  }

  /// Reads the next `length` bytes of the stream's DATA, at `offset` of `in`.
  ///
  /// @throws IllegalArgumentException when they are no chat messages
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
      message(in, at + PREFIX_BYTES, at + bytes);
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
      message(partial, PREFIX_BYTES, bytes);
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

  private void message(ByteBuf in, int start, int end) {
    int at = start;
    int contentOffset = start;
    int contentBytes = 0;
    while (at < end) {
      int tag = in.getByte(at++);
      int length = in.getByte(at++);
      // A varint of more than one byte: seven bits in each, the lowest first.
      for (int shift = 7; length < 0 && shift <= 21; shift += 7) {
        length = (length & ((1 << shift) - 1)) | (in.getByte(at++) << shift);
      }
      switch (tag) {
        case USERNAME_TAG, TARGETNAME_TAG -> {}
        case CONTENT_TAG -> {
          contentOffset = at;
          contentBytes = length;
        }
        default -> throw new IllegalArgumentException("tag: " + tag + " (expected: 10, 18 or 26)");
      }
      if (length < 0 || length > end - at) {
        throw new IllegalArgumentException(
            "field length: " + length + " (expected: at most " + (end - at) + ")");
      }
      at += length;
    }
    sink.onContent(in, contentOffset, contentBytes);
  }
}
