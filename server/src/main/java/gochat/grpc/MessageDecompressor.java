package gochat.grpc;

import gochat.error.Failure;
import gochat.error.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Decompresses messages with gzip, as far as the limits of [MessageDeframer] allow. Runs on the
/// connection's event loop only.
final class MessageDecompressor {
  private MessageDecompressor() {}

  /// The longest compressed form of a message. Incompressible data grows a little: the bound is
  /// that of zlib's `deflateBound`, rounded up, and a header.
  static int compressedBytesMax(int messageBytesMax) {
    return messageBytesMax + (messageBytesMax >> 10) + 256;
  }

  /// Gives the sink the decompressed message, or skips it if it is too long.
  ///
  /// @param compressed a whole message
  /// @param messageBytesMax the longest decompressed message that is delivered
  /// @return the failure of the stream, null for none
  static @Nullable Failure decompress(
      ByteBuf compressed,
      int messageBytesMax,
      ByteBufAllocator allocator,
      MessageDeframer.Sink sink) {
    ByteBuf message = MessageDeframer.buffer(allocator, messageBytesMax);
    try (InputStream in = new GZIPInputStream(new ByteBufInputStream(compressed))) {
      byte[] chunk = new byte[8192];
      long bytes = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        bytes += read;
        if (bytes > MessageDeframer.REFUSED_BYTES_MAX) {
          return MessageDeframer.tooLong(bytes, messageBytesMax);
        }
        ByteBuf part = Unpooled.wrappedBuffer(chunk, 0, read);
        if (bytes <= messageBytesMax) {
          message.writeBytes(part);
        } else {
          // `message` has the bytes before the limit; the first call skips them, later ones are
          // empty.
          sink.skipped(message);
          sink.skipped(part);
        }
      }
      if (bytes > messageBytesMax) {
        sink.tooLong(bytes);
      } else {
        sink.message(message);
      }
      return null;
    } catch (IOException e) {
      return Failure.of(
          Reason.BODY_INVALID, "The message is compressed, but not with gzip, or is truncated.");
    } finally {
      message.release();
    }
  }
}
