package gochat.web;

import gochat.error.Failure;
import gochat.error.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// The parts of bodies in gRPC-Web and Connect: a byte of flags, four bytes of length, the content.
/// Stateless.
final class Envelope {
  /// The flags of a message.
  static final int MESSAGE = 0;

  /// The flags of a compressed message.
  private static final int COMPRESSED = 1;

  /// The flags of the end of a stream in Connect.
  static final int CONNECT_END = 2;

  /// The flags of the trailers in gRPC-Web.
  static final int GRPC_TRAILERS = 0x80;

  private static final int PREFIX_BYTES = 5;

  private Envelope() {}

  /// @param content read to its end
  static void append(int flags, ByteBuf content, ByteBuf out) {
    out.writeByte(flags).writeInt(content.readableBytes()).writeBytes(content);
  }

  /// Appends an envelope as base64 with padding.
  ///
  /// @param content read to its end
  static void appendBase64(int flags, ByteBuf content, ByteBuf out) {
    ByteBuf binary = Unpooled.buffer(PREFIX_BYTES + content.readableBytes());
    append(flags, content, binary);
    out.writeBytes(Base64.getEncoder().encode(ByteBufUtil.getBytes(binary)));
  }

  /// The content of the only message in the body of a request.
  ///
  /// @param compression of messages that have the flag for it
  /// @param bytesMax the most bytes of the content
  /// @throws Failure for another body
  static byte[] message(byte[] body, Compression compression, long bytesMax) {
    ByteBuffer prefix = ByteBuffer.wrap(body);
    int flags = body.length < PREFIX_BYTES ? 0 : prefix.get();
    boolean isCompressed = flags == COMPRESSED && compression != Compression.NONE;
    if (body.length < PREFIX_BYTES
        || (flags != MESSAGE && !isCompressed)
        || prefix.getInt() != body.length - PREFIX_BYTES) {
      throw Failure.of(
          Reason.BODY_INVALID,
          "The body is not one message behind five bytes of flags and length.");
    }
    byte[] content = Arrays.copyOfRange(body, PREFIX_BYTES, body.length);
    return isCompressed ? compression.decompress(content, bytesMax) : content;
  }
}
