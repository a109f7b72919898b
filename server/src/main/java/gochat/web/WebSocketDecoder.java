package gochat.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/// Decodes frames (RFC 6455), one at a time. A paused decoder decodes none, and its socket is not
/// read. Runs on the connection's event loop only.
final class WebSocketDecoder extends WebSocket13FrameDecoder {
  private boolean isPaused;

  WebSocketDecoder(int frameBytesMax) {
    super(
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowExtensions(false)
            .maxFramePayloadLength(frameBytesMax)
            // WebSocketMessages checks whole messages, and reports violations.
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
