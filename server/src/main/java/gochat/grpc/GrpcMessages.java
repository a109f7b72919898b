package gochat.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.grpc.Drainable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Makes length-prefixed messages, the content of gRPC's DATA frames.
final class GrpcMessages {
  private static final int PREFIX_BYTES = 5;

  private GrpcMessages() {}

  /// Appends `message`, uncompressed, with its prefix.
  static void append(MessageLite message, ByteBuf out) {
    int bytes = message.getSerializedSize();
    out.ensureWritable(PREFIX_BYTES + bytes).writeByte(0).writeInt(bytes);
    int start = out.writerIndex();
    try {
      CodedOutputStream encoder = CodedOutputStream.newInstance(out.nioBuffer(start, bytes));
      message.writeTo(encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory failed", e);
    }
    out.writerIndex(start + bytes);
  }

  /// One message, uncompressed, with its prefix; the caller releases it.
  ///
  /// @param message closed by this method
  static ByteBuf frame(InputStream message, ByteBufAllocator allocator) {
    ByteBuf framed = allocator.buffer().writeZero(PREFIX_BYTES);
    boolean isWhole = false;
    try (message;
        ByteBufOutputStream out = new ByteBufOutputStream(framed)) {
      if (message instanceof Drainable drainable) {
        drainable.drainTo(out);
      } else {
        message.transferTo(out);
      }
      framed.setInt(1, framed.readableBytes() - PREFIX_BYTES);
      isWhole = true;
      return framed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!isWhole) {
        framed.release();
      }
    }
  }
}
