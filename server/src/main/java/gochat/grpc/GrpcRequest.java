package gochat.grpc;

import io.grpc.Metadata;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// The head of a gRPC request, already checked by [StreamDispatcher].
///
/// @param encoding how messages are compressed whose flag says so, null when none may be
/// @param timeoutNanos how long the call may take, [#NO_TIMEOUT] for ever
record GrpcRequest(
    Http2Headers headers,
    MessageDeframer.@Nullable Encoding encoding,
    long timeoutNanos,
    SocketAddress remote) {
  static final long NO_TIMEOUT = Long.MAX_VALUE;

  Metadata metadata() {
    return GrpcHeaders.toMetadata(headers);
  }
}
