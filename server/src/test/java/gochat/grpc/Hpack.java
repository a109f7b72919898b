package gochat.grpc;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads a header block that used no dynamic table.
final class Hpack {
  private Hpack() {}

  /// One `name: value` a line.
  static String decode(ByteBuffer block) throws Http2Exception {
    var headers =
        new DefaultHttp2HeadersDecoder(false)
            .decodeHeaders(1, Unpooled.wrappedBuffer(block.duplicate()));
    return StreamSupport.stream(headers.spliterator(), false)
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("\n"));
  }
}
