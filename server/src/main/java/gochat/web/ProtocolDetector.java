package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.edge.Encryption;
import gochat.edge.ProtocolErrorReply;
import gochat.tls.HttpChallenges;
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

  /// The protocols of a port.
  ///
  /// @param challenges are answered without TLS too, whatever the encryption serves
  /// @param webSockets null when the port serves none
  record Port(
      Encryption encryption,
      HttpChallenges challenges,
      WebSocketUpgrade.@Nullable Endpoint webSockets,
      WebLimits limits) {}

  private final WebConnection connection;
  private final Port port;
  private final @Nullable SslHandler tls;

  ProtocolDetector(WebConnection connection, Port port) {
    this(connection, port, null);
  }

  private ProtocolDetector(WebConnection connection, Port port, @Nullable SslHandler tls) {
    this.connection = connection;
    this.port = port;
    this.tls = tls;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (tls == null && port.encryption.isTls(in)) {
      SslHandler unwrapping = port.encryption.newHandler(ctx.alloc());
      ctx.pipeline().addAfter(ctx.name(), null, new ProtocolDetector(connection, port, unwrapping));
      ctx.pipeline().replace(this, null, unwrapping);
      return;
    }
    boolean isRefused = tls == null && !port.encryption.servesPlaintext();
    if (isRefused && !port.challenges.areOpen()) {
      refuse(ctx);
      return;
    }
    int known = Math.min(in.readableBytes(), PREFACE.readableBytes());
    if (!ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), known)) {
      Http1Gate.Paths paths = isRefused ? Http1Gate.Paths.CHALLENGES : Http1Gate.Paths.ALL;
      Http1Gate gate = new Http1Gate(connection, port, paths);
      ctx.pipeline().addAfter(ctx.name(), null, new EarlyClose(gate));
      ctx.pipeline().replace(this, null, gate);
    } else if (known == PREFACE.readableBytes()) {
      if (isRefused) {
        refuse(ctx);
      } else if (tls == null || ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
        ctx.pipeline().replace(this, null, new Http2Gate(connection));
      } else {
        // RFC 9113, section 3.2: over TLS, HTTP/2 must have been negotiated.
        in.skipBytes(in.readableBytes());
        ctx.close();
      }
    }
  }

  private void refuse(ChannelHandlerContext ctx) {
    Http1Gate.removeArmeria(ctx);
    ctx.pipeline()
        .replace(this, null, new ProtocolErrorReply(JsonErrors.http1(Http1Gate.tlsNeeded())));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // The first bytes are not a valid TLS handshake.
    ctx.close();
  }
}
