package gochat.web;

import gochat.edge.ConnectionSweep;
import gochat.edge.Timeouts;
import gochat.session.Inbound;
import gochat.stream.Carrier;
import gochat.stream.ClientStream;
import gochat.stream.Framing;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/// A carrier of streams over HTTP. Runs on the connection's event loop only.
abstract class WebStream implements Carrier, ConnectionSweep.Swept {
  final Channel channel;
  final Timeouts timeouts;
  final ClientStream client;
  private final ConnectionSweep sweep;
  private boolean isClosed;

  WebStream(Channel channel, Framing framing, ConnectionSweep sweep, Timeouts timeouts) {
    this.channel = channel;
    this.timeouts = timeouts;
    this.sweep = sweep;
    client = new ClientStream(this, framing, timeouts);
  }

  /// Opens the stream.
  final void open(Inbound<?> session) {
    client.open(session);
    sweep.add(this, lane());
  }

  @Override
  public final EventLoop lane() {
    return channel.eventLoop();
  }

  @Override
  public final ByteBufAllocator allocator() {
    return channel.alloc();
  }

  /// Checks, for a stream whose output is not stalled, whether the client is still there.
  abstract void ping(long nowNanos);

  @Override
  public final void sweep(long nowNanos, long periodNanos) {
    client.sweep(nowNanos);
    if (!isClosed) {
      ping(nowNanos);
    }
  }

  @Override
  public final void shutdown(long deadlineMs) {
    // The connection takes no more requests.
  }

  @Override
  public final void endStreams() {
    client.shutDown();
  }

  /// Nothing more is written. Only the first call has an effect.
  void closed() {
    if (!isClosed) {
      isClosed = true;
      sweep.remove(this);
      client.closed();
    }
  }

  final boolean isClosed() {
    return isClosed;
  }
}
