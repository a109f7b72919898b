package gochat.grpc;

import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Length-prefixed messages, as gRPC over HTTP/2 puts them into DATA frames.
final class GrpcMessages {
  private GrpcMessages() {}

  /// Appends `message`, uncompressed, with its prefix.
  static void append(MessageLite message, ByteBuf out) {
    int bytes = message.getSerializedSize();
    out.ensureWritable(5 + bytes).writeByte(0).writeInt(bytes);
    try (ByteBufOutputStream stream = new ByteBufOutputStream(out)) {
      message.writeTo(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory failed", e);
    }
  }
}
