package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/// Decides by a connection's first bytes what it is: HTTP/2 is served, an HTTP/1.x request is told
/// where it is, anything else is closed. Runs on the connection's event loop only.
final class FirstBytes extends ByteToMessageDecoder implements ConnectionSweep.Swept {
  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n", US_ASCII).asReadOnly());
  private static final int REQUEST_LINE_BYTES_MAX = 8_192;

  private final Channel channel;
  private final GrpcConnectionFactory connections;
  private final ConnectionSweep sweep;
  private final GrpcLimits limits;
  private final long openedNanos = System.nanoTime();

  FirstBytes(
      Channel channel,
      GrpcConnectionFactory connections,
      ConnectionSweep sweep,
      GrpcLimits limits) {
    this.channel = channel;
    this.connections = connections;
    this.sweep = sweep;
    this.limits = limits;
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
    int known = Math.min(in.readableBytes(), PREFACE.readableBytes());
    if (ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), known)) {
      if (known == PREFACE.readableBytes()) {
        ctx.pipeline().replace(this, null, connections.create(openedNanos, sweep));
      }
      return;
    }
    int lineBytes = in.bytesBefore((byte) '\n');
    if (lineBytes >= 0 && isHttp1(in.toString(in.readerIndex(), lineBytes, US_ASCII))) {
      ctx.pipeline().replace(this, null, Farewell.toHttp1());
    } else if (lineBytes >= 0
        || in.readableBytes() > REQUEST_LINE_BYTES_MAX
        || !isMethodLetter(in.getByte(in.readerIndex()))) {
      in.skipBytes(in.readableBytes());
      ctx.close();
    }
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
    if (limits.prefaceIsOverdue(nowNanos - openedNanos)) {
      channel.close();
    }
  }

  @Override
  public void shutdown(long deadlineMs) {
    channel.close();
  }
}
