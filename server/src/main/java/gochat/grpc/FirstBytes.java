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

/// Decides by a connection's first bytes what it is: TLS is unwrapped and decided about again,
/// HTTP/2 is served, an HTTP/1.x request is sent on to the web port or told where it is, anything
/// else is closed. A connection too many is told so, in whichever of them it speaks. Runs on the
/// connection's event loop only.
final class FirstBytes extends ByteToMessageDecoder implements ConnectionSweep.Swept {
  /// The protocols of a port.
  ///
  /// @param webPort where HTTP/1.1 is served, 0 when nowhere
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

  /// Of a connection that was just accepted.
  ///
  /// @param excess why it is one too many, null when it is not
  FirstBytes(Channel channel, Port port, ConnectionSweep sweep, @Nullable String excess) {
    this.channel = channel;
    this.port = port;
    this.sweep = sweep;
    this.excess = excess;
    openedNanos = System.nanoTime();
    tls = null;
  }

  /// Of what `tls` unwraps, on a connection that began with `outside`: the time runs on.
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
      Http1Head head = port.webPort == 0 ? Http1Head.NOTHING : Http1Head.read(in);
      if (head != null) {
        ctx.pipeline().replace(this, null, reply(head));
      }
    } else if (lineBytes >= 0
        || in.readableBytes() > Http1Head.BYTES_MAX
        || !isMethodLetter(in.getByte(in.readerIndex()))) {
      in.skipBytes(in.readableBytes());
      ctx.close();
    }
  }

  /// Sends an HTTP/1.x client on to the web port; tells it what this port is when there is none, or
  /// when its request does not say where it wanted to go.
  private ProtocolErrorReply reply(Http1Head head) {
    boolean isEncrypted = tls != null || !port.encryption.servesPlaintext();
    String location = head.onPort(isEncrypted ? "https" : "http", port.webPort);
    return location == null
        ? RefusedConnection.toHttp1(isPlaintextServed())
        : RefusedConnection.redirect(location);
  }

  private boolean isPlaintextServed() {
    return tls == null && port.encryption.servesPlaintext();
  }

  /// Why HTTP/2 is not served here, null when it is.
  private @Nullable ProtocolErrorReply refusal() {
    if (tls == null && !port.encryption.servesPlaintext()) {
      return RefusedConnection.toHttp2(
          Http2Error.INADEQUATE_SECURITY,
          "this server takes no plaintext connections: connect with TLS");
    }
    // RFC 9113, section 3.2.
    if (tls != null && !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      return RefusedConnection.toHttp2(
          Http2Error.INADEQUATE_SECURITY,
          "HTTP/2 over TLS has to be agreed on: offer h2 with ALPN");
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
    // One too many gets a moment, not the time of those that may stay.
    if (excess == null ? port.timeouts.prefaceIsOverdue(ageNanos) : ageNanos >= periodNanos) {
      channel.close();
    }
  }

  @Override
  public void shutdown(long deadlineMs) {
    channel.close();
  }
}
