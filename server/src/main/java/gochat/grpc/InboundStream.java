package gochat.grpc;

import io.netty.buffer.ByteBuf;

/// The input of one stream. Called on the connection's event loop only.
interface InboundStream {
  /// For a stream that its owner has left while HTTP/2 still knows it.
  InboundStream LEFT =
      new InboundStream() {
        @Override
        public void onData(ByteBuf data) {}

        @Override
        public void onHalfClosed() {}

        @Override
        public void onClosed() {}
      };

  /// Bytes have come. They take space of the sender's window until [GrpcResponder#returnBytes].
  ///
  /// @param data valid during the call only
  void onData(ByteBuf data);

  /// The peer has half-closed the stream. It still reads.
  void onHalfClosed();

  /// The stream has ended, by the peer or by the server. Called exactly once, as the last method,
  /// and before a RST is written, so that no shared frame can follow it.
  void onClosed();

  /// Called every few seconds, to check timeouts.
  ///
  /// @param nowNanos as from [System#nanoTime]
  default void onSweep(long nowNanos) {}

  /// The server is shutting down. The stream must end now, unless it ends itself soon.
  default void onShutdown() {}

  /// Makes the receiver of a stream's bytes when its request has arrived.
  @FunctionalInterface
  interface Factory {
    InboundStream open(GrpcRequest request, GrpcResponder responder);
  }
}
