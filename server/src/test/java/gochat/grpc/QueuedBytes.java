package gochat.grpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2Exception;

/// What waits in the server's memory for the client of a connection.
public final class QueuedBytes {
  private QueuedBytes() {}

  /// To be called on the connection's event loop. Of a connection that is not gRPC's, only what was
  /// written and the socket has not taken.
  public static long of(Channel channel) throws Http2Exception {
    ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
    long[] bytes = {written == null ? 0 : written.totalPendingWriteBytes()};
    GrpcConnectionHandler connection = channel.pipeline().get(GrpcConnectionHandler.class);
    if (connection != null) {
      SharedFlowController flow = (SharedFlowController) connection.encoder().flowController();
      connection
          .connection()
          .forEachActiveStream(stream -> {
            bytes[0] += flow.outbound(stream).pendingBytes();
            return true;
          });
    }
    return bytes[0];
  }
}
