package gochat.grpc;

import gochat.api.Origin;
import gochat.edge.ConnectionCounts;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// The head of a gRPC request, already checked by [StreamDispatcher].
///
/// @param encoding how messages are compressed whose flag says so, null when none may be
/// @param timeoutNanos how long the call may take, [#NO_TIMEOUT] for ever
/// @param tls null on a connection without it
record GrpcRequest(
    Http2Headers headers,
    MessageDeframer.@Nullable Encoding encoding,
    long timeoutNanos,
    Channel channel,
    @Nullable SSLSession tls) {
  static final long NO_TIMEOUT = Long.MAX_VALUE;

  Metadata metadata() {
    return GrpcHeaders.toMetadata(headers);
  }

  /// The connection's attributes in gRPC's terms.
  Attributes connection() {
    Attributes.Builder connection =
        Attributes.newBuilder()
            .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, channel.remoteAddress())
            .set(Origin.ON_IDENTIFIED, () -> ConnectionCounts.named(channel))
            .set(Origin.LANE, channel.eventLoop());
    if (tls != null) {
      connection.set(Grpc.TRANSPORT_ATTR_SSL_SESSION, tls);
    }
    return connection.build();
  }

  Origin origin() {
    return Origin.of(connection());
  }
}
