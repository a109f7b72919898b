package gochat.web;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionSweep;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What both kinds of streams have in common: the way out, the times, and the end. Runs on the
/// connection's event loop only, but for [#resume].
abstract class HttpTextStream implements TextStream, ConnectionSweep.Swept, OutboundBytes.Owner {
  final EventLoop lane;
  final OutboundBytes outbound;
  final WebLimits limits;
  private final ConnectionSweep sweep;
  private final Channel channel;
  private final boolean isChannelItsOwn;

  /// Armeria tells of a broken HTTP/1 connection a second later.
  private final ChannelFutureListener onBroken;

  private @Nullable TextSession session;
  private long writtenBytes;
  private long writtenNanos = System.nanoTime();
  private long progressNanos = System.nanoTime();
  private boolean isShutDown;
  private boolean isClosed;

  HttpTextStream(
      ServiceRequestContext ctx, ResponseHeaders headers, ConnectionSweep sweep, WebLimits limits) {
    lane = ctx.eventLoop().withoutContext();
    outbound = new OutboundBytes(headers, this);
    this.limits = limits;
    this.sweep = sweep;
    channel = requireNonNull(ctx.log().partial().channel(), "a request that came by a connection");
    isChannelItsOwn = !ctx.sessionProtocol().isMultiplex();
    onBroken = _ -> lane.execute(outbound::cancel);
  }

  /// Opens the stream, with the session at its other end.
  final HttpResponse open(Function<TextStream, TextSession> sessions) {
    session = sessions.apply(this);
    sweep.add(this, lane);
    if (isChannelItsOwn) {
      channel.closeFuture().addListener(onBroken);
    }
    opened();
    return HttpResponse.of(outbound);
  }

  /// The session is there; what the client says can be taken.
  void opened() {}

  final TextSession session() {
    return requireNonNull(session, "opened");
  }

  final boolean isClosed() {
    return isClosed;
  }

  @Override
  public final EventLoop lane() {
    return lane;
  }

  @Override
  public final boolean offer(ByteBuf framed) {
    return outbound.offer(framed);
  }

  @Override
  public final void add(ByteBuf framed) {
    outbound.add(framed);
  }

  @Override
  public final boolean isDrained() {
    return outbound.waitingBytes() == 0;
  }

  @Override
  public final void end(Status reason) {
    outbound.end(lastWords(reason));
  }

  /// What tells the client why the stream ends; empty when there is nothing to say.
  abstract ByteBuf lastWords(Status reason);

  /// Looks after a stream from which the client takes what comes.
  void ping(long nowNanos) {}

  @Override
  public final void sweep(long nowNanos, long periodNanos) {
    if (outbound.writtenBytes() != writtenBytes) {
      writtenBytes = outbound.writtenBytes();
      writtenNanos = nowNanos;
      progressNanos = nowNanos;
    } else if (outbound.waitingBytes() == 0) {
      progressNanos = nowNanos;
      if (limits.peerIsSilent(nowNanos - writtenNanos)) {
        writtenNanos = nowNanos;
        session().quiet();
      }
    } else if (limits.readerIsStalled(nowNanos - progressNanos)) {
      session().stalled();
      breakOff();
      return;
    }
    ping(nowNanos);
  }

  /// Closes a stream whose client is gone or takes nothing: last words would wait behind the rest.
  final void breakOff() {
    outbound.abort(AbortedStreamException.get());
    if (isChannelItsOwn) {
      channel.close();
    }
  }

  @Override
  public final void shutdown(long deadlineMs) {
    if (!isShutDown && !isClosed) {
      isShutDown = true;
      session().shutDown();
    }
  }

  @Override
  public final void drained() {
    session().drained();
  }

  @Override
  public void closed() {
    if (!isClosed) {
      isClosed = true;
      sweep.remove(this);
      channel.closeFuture().removeListener(onBroken);
      if (session != null) {
        session.disconnected();
      }
    }
  }
}
