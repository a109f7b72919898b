package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.edge.Encryption;
import gochat.edge.ProtocolErrorReply;
import gochat.error.Failure;
import gochat.error.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Detects the protocol of a connection by its first bytes. TLS is decrypted, and the decrypted
/// bytes are examined in the same way. HTTP/2 and HTTP/1.1 get the handlers that check them before
/// Armeria reads them. Runs on the connection's event loop only.
final class ProtocolDetector extends ByteToMessageDecoder {
  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("PRI ", US_ASCII).asReadOnly());

  private final WebConnection connection;
  private final Encryption encryption;
  private final WebSocketUpgrade.@Nullable Endpoint webSockets;
  private final WebLimits limits;
  private final @Nullable SslHandler tls;

  /// @param webSockets null when the port serves none
  ProtocolDetector(
      WebConnection connection,
      Encryption encryption,
      WebSocketUpgrade.@Nullable Endpoint webSockets,
      WebLimits limits) {
    this(connection, encryption, webSockets, limits, null);
  }

  private ProtocolDetector(
      WebConnection connection,
      Encryption encryption,
      WebSocketUpgrade.@Nullable Endpoint webSockets,
      WebLimits limits,
      @Nullable SslHandler tls) {
    this.connection = connection;
    this.encryption = encryption;
    this.webSockets = webSockets;
    this.limits = limits;
    this.tls = tls;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (tls == null && encryption.isTls(in)) {
      SslHandler unwrapping = encryption.newHandler(ctx.alloc());
      ctx.pipeline()
          .addAfter(
              ctx.name(),
              null,
              new ProtocolDetector(connection, encryption, webSockets, limits, unwrapping));
      ctx.pipeline().replace(this, null, unwrapping);
      return;
    }
    if (tls == null && !encryption.servesPlaintext()) {
      Http1Gate.removeArmeria(ctx);
      ctx.pipeline()
          .replace(
              this,
              null,
              new ProtocolErrorReply(
                  JsonErrors.http1(
                      Failure.of(
                          Reason.TLS_NEEDED,
                          "This server takes no plaintext connections: use https."))));
      return;
    }
    int known = Math.min(in.readableBytes(), PREFACE.readableBytes());
    if (!ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), known)) {
      ctx.pipeline().replace(this, null, new Http1Gate(connection, webSockets, limits));
    } else if (known == PREFACE.readableBytes()) {
      if (tls == null || ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
        ctx.pipeline().replace(this, null, new Http2Gate(connection));
      } else {
        // RFC 9113, section 3.2: over TLS, HTTP/2 must have been negotiated.
        in.skipBytes(in.readableBytes());
        ctx.close();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // The first bytes are not a valid TLS handshake.
    ctx.close();
  }
}
