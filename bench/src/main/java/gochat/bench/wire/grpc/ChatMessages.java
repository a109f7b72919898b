package gochat.bench.wire.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/// Chat messages of the first contract, with gRPC's length prefix.
final class ChatMessages {
  private static final int USERNAME_TAG = (1 << 3) | 2;
  private static final int TARGETNAME_TAG = (2 << 3) | 2;
  private static final int CONTENT_TAG = (3 << 3) | 2;

  private ChatMessages() {}

  /// The first message of a stream.
  static byte[] registration(String username) {
    return message(username, "", new byte[0]);
  }

  /// A message that ends with its content, which consists of `-`.
  static byte[] message(String username, Destination destination, int contentBytes) {
    String target =
        switch (destination) {
          case Destination.Room _ -> "";
          case Destination.User(var name) -> name;
        };
    return message(username, target, "-".repeat(contentBytes).getBytes(UTF_8));
  }

  private static byte[] message(String username, String target, byte[] content) {
    ByteBuf fields = Unpooled.buffer();
    field(fields, USERNAME_TAG, username.getBytes(UTF_8));
    field(fields, TARGETNAME_TAG, target.getBytes(UTF_8));
    field(fields, CONTENT_TAG, content);
    ByteBuf out = Unpooled.buffer();
    out.writeByte(0).writeInt(fields.readableBytes()).writeBytes(fields);
    return ByteBufUtil.getBytes(out);
  }

  private static void field(ByteBuf out, int tag, byte[] value) {
    if (value.length == 0) {
      return;
    }
    out.writeByte(tag);
    int length = value.length;
    while (length > 0x7F) {
      out.writeByte((length & 0x7F) | 0x80);
      length >>>= 7;
    }
    out.writeByte(length).writeBytes(value);
  }

  /// Finds the content of the message, without its prefix, of `length` bytes at `offset`.
  ///
  /// @throws IllegalArgumentException if it is not a chat message
  static void findContent(ByteBuf in, int offset, int length, Connection.ContentSink sink) {
    int at = offset;
    int end = offset + length;
    int contentOffset = offset;
    int contentBytes = 0;
    while (at < end) {
      int tag = in.getByte(at++);
      int fieldBytes = in.getByte(at++);
      // A varint has seven bits in each byte, the lowest first.
      for (int shift = 7; fieldBytes < 0 && shift <= 21; shift += 7) {
        fieldBytes = (fieldBytes & ((1 << shift) - 1)) | (in.getByte(at++) << shift);
      }
      switch (tag) {
        case USERNAME_TAG, TARGETNAME_TAG -> {}
        case CONTENT_TAG -> {
          contentOffset = at;
          contentBytes = fieldBytes;
        }
        default -> throw new IllegalArgumentException("tag: " + tag + " (expected: 10, 18 or 26)");
      }
      if (fieldBytes < 0 || fieldBytes > end - at) {
        throw new IllegalArgumentException(
            "field length: " + fieldBytes + " (expected: at most " + (end - at) + ")");
      }
      at += fieldBytes;
    }
    sink.onContent(in, contentOffset, contentBytes);
  }
}
