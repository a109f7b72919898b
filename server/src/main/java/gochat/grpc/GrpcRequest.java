package gochat.grpc;

import io.grpc.Metadata;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// The head of a gRPC request, already checked by [StreamDispatcher].
///
/// @param encoding how messages are compressed whose flag says so, null when none may be
record GrpcRequest(
    Http2Headers headers, MessageDeframer.@Nullable Encoding encoding, SocketAddress remote) {
  /// One header as text, null when it is absent.
  @Nullable String header(String name) {
    CharSequence value = headers.get(name);
    return value == null ? null : value.toString();
  }

  Metadata metadata() {
    return GrpcHeaders.toMetadata(headers);
  }
}
