package gochat.grpc;

import io.netty.buffer.ByteBuf;

/// The input of one stream. Called on the connection's event loop only.
interface InboundStream {
  /// Receives for a stream that its owner has left while HTTP/2 still knows it.
  InboundStream LEFT =
      new InboundStream() {
        @Override
        public void onData(ByteBuf data) {}

        @Override
        public void onHalfClosed() {}

        @Override
        public void onClosed() {}
      };

  /// Bytes have come. Each of them holds the sender back until [GrpcResponder#returnBytes].
  ///
  /// @param data valid during the call only
  void onData(ByteBuf data);

  /// The peer sends nothing more. It still reads.
  void onHalfClosed();

  /// The stream is gone, whoever ended it. Called exactly once, as the last; before a RST is
  /// written, so that no shared frame can follow it.
  void onClosed();

  /// Called every few seconds, for limits of time.
  ///
  /// @param nowNanos as from [System#nanoTime]
  default void onSweep(long nowNanos) {}

  /// The server stops. A receiver that does not end soon by itself ends the stream now.
  default void onShutdown() {}

  /// Makes the receiver of a stream's bytes when its request has arrived.
  @FunctionalInterface
  interface Factory {
    InboundStream open(GrpcRequest request, GrpcResponder responder);
  }
}
