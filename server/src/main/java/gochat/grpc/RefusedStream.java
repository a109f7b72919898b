package gochat.grpc;

import gochat.limit.RequestLimit;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;

/// A request that was answered with an error while the peer may still be sending. Runs on the
/// connection's event loop only.
///
/// Its bytes are read and dropped. If the stream were reset at once, each frame that is already on
/// its way would be answered by another RST, and many of those end the whole connection.
final class RefusedStream implements InboundStream {
  /// The most bytes that are dropped; a peer that sends more ignores the answer.
  private static final int DISCARDED_BYTES_MAX = RequestLimit.DISCARDED_BYTES.standardInt();

  private final GrpcResponder responder;
  private int discardedBytes;

  RefusedStream(GrpcResponder responder) {
    this.responder = responder;
  }

  @Override
  public void onData(ByteBuf data) {
    int bytes = data.readableBytes();
    discardedBytes += bytes;
    if (discardedBytes <= DISCARDED_BYTES_MAX) {
      responder.returnBytes(bytes);
    } else {
      responder.reset(Http2Error.CANCEL);
    }
  }

  @Override
  public void onHalfClosed() {}

  @Override
  public void onClosed() {}
}
