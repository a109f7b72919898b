package gochat.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/// Takes frames apart, RFC 6455, one at a time: while it is paused it takes none, and its socket is
/// not read. Runs on the connection's event loop only.
final class WebSocketDecoder extends WebSocket13FrameDecoder {
  private boolean isPaused;

  WebSocketDecoder(int frameBytesMax) {
    super(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowExtensions(false)
            .maxFramePayloadLength(frameBytesMax)
            // The message is looked at when it is whole, and what ends it is said by its reader.
            .withUTF8Validator(false)
            .closeOnProtocolViolation(false)
            .build());
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (!isPaused) {
      super.decode(ctx, in, out);
    }
  }

  /// The bytes of an unfinished or waiting frame.
  int keptBytes() {
    return actualReadableBytes();
  }

  boolean isPaused() {
    return isPaused;
  }

  void pause(ChannelHandlerContext ctx) {
    isPaused = true;
    ctx.channel().config().setAutoRead(false);
  }

  /// @param ctx of this handler
  void resume(ChannelHandlerContext ctx) throws Exception {
    if (isPaused) {
      isPaused = false;
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
      if (!isPaused) {
        ctx.channel().config().setAutoRead(true);
      }
    }
  }
}
