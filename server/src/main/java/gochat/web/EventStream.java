package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionSweep;
import gochat.edge.Timeouts;
import gochat.error.Failure;
import gochat.stream.ClientStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stream of server-sent events. The client sends nothing, so the server notices only by a write
/// that the client is gone.
final class EventStream extends TextStream {
  private static final ResponseHeaders HEADERS =
      ResponseHeaders.builder(HttpStatus.OK)
          .contentType(MediaType.EVENT_STREAM)
          .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
          // Without this header some proxies buffer the events.
          .set("x-accel-buffering", "no")
          .build();

  private final OutboundBytes body = new OutboundBytes(HEADERS, this);
  private final boolean isChannelItsOwn;

  /// Armeria reports a broken HTTP/1 connection a second later.
  private final ChannelFutureListener onBroken;

  EventStream(ServiceRequestContext ctx, ConnectionSweep sweep, Timeouts timeouts) {
    super(WebConnection.channel(ctx), TextFraming.EVENT_STREAM, sweep, timeouts);
    isChannelItsOwn = !ctx.sessionProtocol().isMultiplex();
    onBroken = _ -> lane().execute(body::cancel);
  }

  HttpResponse answer(Function<ClientStream, TextSession> sessions) {
    var _ = open(sessions);
    if (isChannelItsOwn) {
      channel.closeFuture().addListener(onBroken);
    }
    return HttpResponse.of(body);
  }

  @Override
  public void write(ByteBuf messages) {
    body.write(messages);
  }

  @Override
  public long pendingBytes() {
    return body.pendingBytes();
  }

  @Override
  public long writtenBytes() {
    return body.writtenBytes();
  }

  /// A stream that ends as its client asked sends nothing more; any other end is an event.
  @Override
  public void end(@Nullable Failure failure) {
    body.end(
        failure == null
            ? Unpooled.EMPTY_BUFFER
            : Unpooled.copiedBuffer(
                "event: error\ndata: " + JsonErrors.body(failure) + "\n\n", UTF_8));
  }

  @Override
  public void cut(Failure failure) {
    breakOff();
  }

  /// Clients don't answer events, but their TCP does, also that of a slow client. A client whose
  /// TCP acknowledges nothing is gone.
  @Override
  void ping(long nowNanos) {
    if (channel instanceof EpollSocketChannel socket && socket.isActive()) {
      EpollTcpInfo info = socket.tcpInfo();
      boolean awaitsAnswer = info.unacked() > 0 || info.probes() > 0;
      if (awaitsAnswer
          && timeouts.readerIsStalled(TimeUnit.MILLISECONDS.toNanos(info.lastAckRecv()))) {
        breakOff();
      }
    }
  }

  private void breakOff() {
    body.abort();
    if (isChannelItsOwn) {
      channel.close();
    }
  }

  @Override
  void closed() {
    super.closed();
    channel.closeFuture().removeListener(onBroken);
  }
}
