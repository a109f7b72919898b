package gochat.web;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionSweep;
import gochat.edge.Timeouts;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.session.Inbound;
import gochat.session.StreamKind;
import gochat.stream.ClientStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stream to a client as the body of a response. The client sends nothing more, so the server
/// notices only by a write that the client is gone.
final class HttpStream extends WebStream {
  private final ServiceRequestContext ctx;
  private final HttpFormat.Stream format;
  private final Optional<Duration> timeout;
  private final OutboundBytes body;
  private final boolean isChannelItsOwn;
  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();

  /// Armeria reports a broken HTTP/1 connection a second later.
  private final ChannelFutureListener onBroken;

  private @Nullable ScheduledFuture<?> deadline;

  /// @param timeout the longest duration of the stream; empty for no limit
  HttpStream(
      ServiceRequestContext ctx,
      HttpFormat.Stream format,
      Optional<Duration> timeout,
      ConnectionSweep sweep,
      Timeouts timeouts) {
    super(WebConnection.channel(ctx), format.framing(), sweep, timeouts);
    this.ctx = ctx;
    this.format = format;
    this.timeout = timeout;
    body = new OutboundBytes(format.headers(), this);
    isChannelItsOwn = !ctx.sessionProtocol().isMultiplex();
    onBroken = _ -> lane().execute(body::cancel);
  }

  /// Opens the stream with a session.
  ///
  /// @return the response, which begins when the client has been admitted
  HttpResponse answer(Function<ClientStream, ? extends Inbound<?>> sessions) {
    open(sessions.apply(client));
    if (isChannelItsOwn) {
      channel.closeFuture().addListener(onBroken);
    }
    // Before the response has begun, its body does not learn that the client is gone.
    ctx.log().whenComplete().thenAccept(_ -> lane().execute(body::cancel));
    return HttpResponse.of(response);
  }

  @Override
  public StreamKind kind() {
    return format.kind();
  }

  @Override
  public void opened() {
    // The response has no end, and the stream counts for its user from now on, not as a call.
    ctx.clearRequestTimeout();
    timeout.ifPresent(longest -> {
      Failure late = Failure.of(Reason.DEADLINE_PASSED, "The time of the stream is over.");
      deadline =
          lane().schedule(() -> client.fail(late), longest.toMillis(), TimeUnit.MILLISECONDS);
    });
    requireNonNull(ctx.attr(OpenCalls.CALL), "counted").end();
    response.complete(HttpResponse.of(body));
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

  @Override
  public void end(@Nullable Failure failure) {
    if (failure != null && !response.isDone()) {
      response.complete(format.failure(failure).toHttpResponse());
      body.abort();
    } else {
      response.complete(HttpResponse.of(body));
      body.end(format.end(failure));
    }
  }

  @Override
  public void cut(Failure failure) {
    if (response.isDone()) {
      breakOff();
    } else {
      end(failure);
    }
  }

  /// Clients don't answer messages, but their TCP does, also that of a slow client. A client whose
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
    if (deadline != null) {
      deadline.cancel(false);
    }
    channel.closeFuture().removeListener(onBroken);
  }
}
