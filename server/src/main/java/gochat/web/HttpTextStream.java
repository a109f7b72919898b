package gochat.web;

import static java.util.Objects.requireNonNull;

import gochat.edge.ConnectionSweep;
import gochat.edge.Timeouts;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What both kinds of streams have in common: the way out, the times, and the end. Runs on the
/// connection's event loop only, but for [#resume].
abstract class HttpTextStream implements TextStream, ConnectionSweep.Swept, OutboundQueue.Owner {
  final EventLoop lane;
  final Timeouts timeouts;
  private final ConnectionSweep sweep;
  private final Channel channel;
  private @Nullable OutboundQueue outbound;

  private @Nullable TextSession session;
  private long writtenBytes;
  private long writtenNanos = System.nanoTime();
  private long progressNanos = System.nanoTime();
  private boolean isShutDown;
  private boolean isClosed;

  HttpTextStream(Channel channel, ConnectionSweep sweep, Timeouts timeouts) {
    this.channel = channel;
    this.timeouts = timeouts;
    this.sweep = sweep;
    lane = channel.eventLoop();
  }

  /// Called once, by the constructor of the stream.
  final void outboundIs(OutboundQueue queue) {
    outbound = queue;
  }

  final OutboundQueue outbound() {
    return requireNonNull(outbound, "made");
  }

  /// Opens the stream, with the session at its other end.
  final void open(Function<TextStream, TextSession> sessions) {
    session = sessions.apply(this);
    sweep.add(this, lane);
  }

  final TextSession session() {
    return requireNonNull(session, "opened");
  }

  final boolean isClosed() {
    return isClosed;
  }

  final Channel channel() {
    return channel;
  }

  @Override
  public final EventLoop lane() {
    return lane;
  }

  @Override
  public final boolean offer(ByteBuf framed) {
    return outbound().offer(framed);
  }

  @Override
  public final void add(ByteBuf framed) {
    outbound().add(framed);
  }

  @Override
  public final boolean isDrained() {
    return outbound().isDrained();
  }

  @Override
  public final void end(Status reason) {
    outbound().end(lastWords(reason));
  }

  /// What tells the client why the stream ends; empty when there is nothing to say.
  abstract ByteBuf lastWords(Status reason);

  /// Looks after a stream from which the client takes what comes.
  void ping(long nowNanos) {}

  @Override
  public final void sweep(long nowNanos, long periodNanos) {
    session().sweep(nowNanos);
    if (isClosed) {
      return;
    }
    if (outbound().writtenBytes() != writtenBytes) {
      writtenBytes = outbound().writtenBytes();
      writtenNanos = nowNanos;
      progressNanos = nowNanos;
    } else if (!outbound().isWaiting()) {
      progressNanos = nowNanos;
      if (timeouts.peerIsSilent(nowNanos - writtenNanos)) {
        writtenNanos = nowNanos;
        session().quiet();
      }
    } else if (timeouts.readerIsStalled(nowNanos - progressNanos)) {
      session().stalled();
      breakOff();
      return;
    }
    ping(nowNanos);
  }

  /// Closes a stream whose client is gone or takes nothing: last words would wait behind the rest.
  void breakOff() {
    outbound().abort();
    channel.close();
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
      if (session != null) {
        // A write may have noticed that the client is gone, in the middle of an offer.
        lane.execute(session::disconnected);
      }
    }
  }
}
