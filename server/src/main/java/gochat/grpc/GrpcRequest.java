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
/// @param isGzip whether messages may be compressed, with gzip
/// @param timeoutNanos the longest duration of the call, [#NO_TIMEOUT] for no limit
/// @param tls null on an unencrypted connection
record GrpcRequest(
    Http2Headers headers,
    boolean isGzip,
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
