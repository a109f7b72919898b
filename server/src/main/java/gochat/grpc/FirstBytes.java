package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.edge.ConnectionSweep;
import gochat.edge.Encryption;
import gochat.edge.ProtocolErrorReply;
import gochat.edge.Timeouts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Detects the protocol of a connection by its first bytes. TLS is decrypted, and the decrypted
/// bytes are examined in the same way. HTTP/2 is served. A request of HTTP/1.x is redirected to the
/// web port, or gets an error message. Any other connection is closed. A connection beyond the
/// limits gets the reason in its protocol. Runs on the connection's event loop only.
final class FirstBytes extends ByteToMessageDecoder implements ConnectionSweep.Swept {
  /// The protocols of a port.
  ///
  /// @param webPort the port for HTTP/1.1, 0 for none
  record Port(
      GrpcConnectionFactory connections, Timeouts timeouts, Encryption encryption, int webPort) {}

  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n", US_ASCII).asReadOnly());

  private final Channel channel;
  private final Port port;
  private final ConnectionSweep sweep;
  private final @Nullable String excess;
  private final long openedNanos;
  private final @Nullable SslHandler tls;

  /// For a new connection.
  ///
  /// @param excess the reason why the connection is refused, null if it is not
  FirstBytes(Channel channel, Port port, ConnectionSweep sweep, @Nullable String excess) {
    this.channel = channel;
    this.port = port;
    this.sweep = sweep;
    this.excess = excess;
    openedNanos = System.nanoTime();
    tls = null;
  }

  /// For the decrypted bytes of `tls`, on the connection of `outside`, whose timeout goes on.
  private FirstBytes(FirstBytes outside, SslHandler tls) {
    channel = outside.channel;
    port = outside.port;
    sweep = outside.sweep;
    excess = outside.excess;
    openedNanos = outside.openedNanos;
    this.tls = tls;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    sweep.add(this, channel.eventLoop());
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    sweep.remove(this);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (tls == null && port.encryption.isTls(in)) {
      SslHandler unwrapping = port.encryption.newHandler(ctx.alloc());
      ctx.pipeline().addLast(new FirstBytes(this, unwrapping));
      ctx.pipeline().replace(this, null, unwrapping);
      return;
    }
    int known = Math.min(in.readableBytes(), PREFACE.readableBytes());
    if (ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), known)) {
      if (known == PREFACE.readableBytes()) {
        ProtocolErrorReply refusal = refusal();
        ctx.pipeline()
            .replace(
                this,
                null,
                refusal == null ? port.connections.create(openedNanos, sweep) : refusal);
      }
      return;
    }
    int lineBytes = in.bytesBefore((byte) '\n');
    if (lineBytes >= 0 && isHttp1(in.toString(in.readerIndex(), lineBytes, US_ASCII))) {
      Http1Target target = port.webPort == 0 ? Http1Target.NOTHING : Http1Target.read(in);
      if (target != null) {
        ctx.pipeline().replace(this, null, reply(target));
      }
    } else if (lineBytes >= 0
        || in.readableBytes() > Http1Target.BYTES_MAX
        || !isMethodLetter(in.getByte(in.readerIndex()))) {
      in.skipBytes(in.readableBytes());
      ctx.close();
    }
  }

  /// Redirects an HTTP/1.x client to the web port. Explains the port if there is no web port, or if
  /// the request does not have the requested host and path.
  private ProtocolErrorReply reply(Http1Target target) {
    boolean isEncrypted = tls != null || !port.encryption.servesPlaintext();
    String location = target.onPort(isEncrypted ? "https" : "http", port.webPort);
    return location == null
        ? RefusedConnection.toHttp1(isPlaintextServed())
        : RefusedConnection.redirect(location);
  }

  private boolean isPlaintextServed() {
    return tls == null && port.encryption.servesPlaintext();
  }

  /// The refusal of HTTP/2, null if it is accepted.
  private @Nullable ProtocolErrorReply refusal() {
    if (tls == null && !port.encryption.servesPlaintext()) {
      return RefusedConnection.toHttp2(
          Http2Error.INADEQUATE_SECURITY,
          "this server takes no plaintext connections: connect with TLS");
    }
    // RFC 9113, section 3.2.
    if (tls != null && !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      return RefusedConnection.toHttp2(
          Http2Error.INADEQUATE_SECURITY, "HTTP/2 over TLS must be negotiated: offer h2 with ALPN");
    }
    return excess == null ? null : RefusedConnection.toHttp2(Http2Error.ENHANCE_YOUR_CALM, excess);
  }

  private static boolean isHttp1(String line) {
    return line.stripTrailing().matches("[A-Z]+ \\S+ HTTP/1\\.[01]");
  }

  private static boolean isMethodLetter(byte letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  @Override
  public void sweep(long nowNanos, long periodNanos) {
    long ageNanos = nowNanos - openedNanos;
    // A refused connection has less time than an accepted one.
    if (excess == null ? port.timeouts.prefaceIsOverdue(ageNanos) : ageNanos >= periodNanos) {
      channel.close();
    }
  }

  @Override
  public void shutdown(long deadlineMs) {
    channel.close();
  }
}
