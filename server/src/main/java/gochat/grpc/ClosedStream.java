package gochat.grpc;

import io.netty.buffer.ByteBuf;

/// Receives for a stream that its owner has left while HTTP/2 still knows it.
enum ClosedStream implements InboundStream {
  INSTANCE;

  @Override
  public void onData(ByteBuf data) {}

  @Override
  public void onHalfClosed() {}

  @Override
  public void onClosed() {}
}
