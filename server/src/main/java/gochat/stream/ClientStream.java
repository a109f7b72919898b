package gochat.stream;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Message;
import gochat.api.V1Stream;
import gochat.edge.Statuses;
import gochat.edge.Timeouts;
import gochat.limit.QueueLimit;
import gochat.session.Ending;
import gochat.session.Inbound;
import gochat.session.Item;
import gochat.shard.Delivery;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One stream to a client, for every transport: the bound of its queue, its time limits and its
/// end. Its [Carrier] drives it, and it drives the session.
///
/// Confined to the carrier's lane.
public final class ClientStream implements V1Stream.Transport {
  /// The most that waits for one stream. Beyond it the session reads the log, once this is written.
  private static final int WAITING_BYTES_MAX = QueueLimit.STREAM_BYTES.standardInt();

  private final Carrier carrier;
  private final Framing framing;
  private final Timeouts timeouts;
  private @Nullable Inbound<?> session;
  private long writtenBytes;
  private long writtenNanos = System.nanoTime();
  private long progressNanos = writtenNanos;

  /// While something is handed over: the carrier may write it, and all that waited, at once.
  private boolean isTaking;

  /// Whether the session waits to be told that all is written.
  private boolean owesDrained;

  private boolean isEnded;
  private boolean isGone;

  public ClientStream(Carrier carrier, Framing framing, Timeouts timeouts) {
    this.carrier = carrier;
    this.framing = framing;
    this.timeouts = timeouts;
  }

  /// Puts `session` at the server's end. Called once, before the carrier tells anything.
  public void open(Inbound<?> session) {
    this.session = session;
  }

  public EventLoop lane() {
    return carrier.lane();
  }

  // From the session.

  @Override
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    boolean isWhole = except == null || !delivery.isFrom(except);
    return (isWhole && carrier.writeShared(delivery))
        || offer(framing.turn(delivery, isWhole ? null : except, carrier.allocator()));
  }

  @Override
  public boolean offer(List<Item> items) {
    ByteBuf messages = carrier.allocator().ioBuffer();
    items.forEach(item -> append(item, messages));
    return offer(messages);
  }

  private void append(Item item, ByteBuf out) {
    Message message = framing.message(item);
    if (message != null) {
      framing.append(message, out);
    }
  }

  /// Takes bytes as the carrier writes them.
  ///
  /// @param messages is released here, in either case
  /// @return false when too much waits: nothing was taken
  public boolean offer(ByteBuf messages) {
    long pending = carrier.pendingBytes();
    boolean fits = pending == 0 || pending + messages.readableBytes() <= WAITING_BYTES_MAX;
    if (fits || isEnded) {
      add(messages);
      return true;
    }
    messages.release();
    owesDrained = true;
    return false;
  }

  @Override
  public void add(Item item) {
    ByteBuf messages = carrier.allocator().ioBuffer();
    append(item, messages);
    add(messages);
  }

  @Override
  public void reply(List<Reply> replies) {
    ByteBuf messages = carrier.allocator().ioBuffer();
    for (Reply reply : replies) {
      framing.append(ServerFrame.newBuilder().setReply(reply).build(), messages);
    }
    add(messages);
  }

  private void add(ByteBuf messages) {
    if (isEnded || !messages.isReadable()) {
      messages.release();
      return;
    }
    isTaking = true;
    try {
      carrier.write(messages);
    } finally {
      isTaking = false;
    }
    if (!isDrained()) {
      owesDrained = true;
    } else if (owesDrained) {
      // The session is in the middle of something.
      lane().execute(this::drained);
    }
  }

  @Override
  public boolean isReady() {
    return carrier.isReady();
  }

  @Override
  public boolean isDrained() {
    return carrier.pendingBytes() == 0;
  }

  @Override
  public void opened() {
    carrier.opened();
  }

  @Override
  public void pause() {
    carrier.pause();
  }

  @Override
  public void resume() {
    carrier.resume();
  }

  @Override
  public void end(Ending ending) {
    end(Statuses.of(ending), new Metadata());
  }

  @Override
  public void fail(StatusRuntimeException failure) {
    end(failure.getStatus(), Statuses.trailers(failure));
  }

  private void end(Status status, Metadata trailers) {
    if (!isEnded) {
      isEnded = true;
      carrier.end(status, trailers);
    }
  }

  // From the carrier.

  /// Nothing is pending any more.
  public void drained() {
    if (owesDrained && !isTaking && !isEnded && isDrained()) {
      owesDrained = false;
      session().drained();
    }
  }

  /// Checks limits of time, every few seconds.
  ///
  /// @param nowNanos as from [System#nanoTime]
  public void sweep(long nowNanos) {
    if (isGone) {
      return;
    }
    session().sweep(nowNanos);
    long written = carrier.writtenBytes();
    if (written != writtenBytes) {
      writtenBytes = written;
      writtenNanos = nowNanos;
      progressNanos = nowNanos;
    } else if (!carrier.isWaiting()) {
      progressNanos = nowNanos;
      beat(nowNanos);
    } else if (timeouts.readerIsStalled(nowNanos - progressNanos)) {
      cut(Statuses.of(Ending.STALLED));
    }
  }

  /// Shows the client that the server is there, when nothing was written for a while.
  private void beat(long nowNanos) {
    Message heartbeat = framing.heartbeat();
    if (heartbeat != null && timeouts.peerIsSilent(nowNanos - writtenNanos)) {
      writtenNanos = nowNanos;
      ByteBuf messages = carrier.allocator().ioBuffer();
      framing.append(heartbeat, messages);
      add(messages);
    }
  }

  /// The server stops.
  public void shutDown() {
    if (!isGone) {
      session().shutDown();
    }
  }

  /// Ends the stream behind what waits, for a reason that its session does not know of.
  public void fail(Status status) {
    leave();
    end(status, new Metadata());
  }

  /// Ends the stream without what waits, also when it has been ended behind that.
  public void cut(Status status) {
    leave();
    isEnded = true;
    carrier.cut(status);
  }

  /// The client is gone. A write may have noticed it, in the middle of a call of the session.
  public void closed() {
    isEnded = true;
    lane().execute(this::leave);
  }

  private void leave() {
    if (!isGone) {
      isGone = true;
      session().disconnected();
    }
  }

  private Inbound<?> session() {
    return requireNonNull(session, "opened");
  }
}
