package gochat.stream;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Message;
import gochat.api.V1Stream;
import gochat.edge.Timeouts;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.LimitHits;
import gochat.limit.QueueLimit;
import gochat.limit.StreamLimit;
import gochat.session.Ending;
import gochat.session.Inbound;
import gochat.session.Item;
import gochat.session.StreamKind;
import gochat.shard.Delivery;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One stream to a client, for every transport: the bound of its queue, its timeouts and its end.
/// Its [Carrier] calls it, and it calls the session.
///
/// Confined to the carrier's lane.
public final class ClientStream implements V1Stream.Transport {
  /// The most bytes that wait for one stream. Beyond it the session reads the log, once these bytes
  /// are written.
  private static final int WAITING_BYTES_MAX = QueueLimit.STREAM_BYTES.standardInt();

  private final Carrier carrier;
  private final Framing framing;
  private final Timeouts timeouts;
  private @Nullable Inbound<?> session;
  private long writtenBytes;
  private long writtenNanos = System.nanoTime();
  private long progressNanos = writtenNanos;

  /// Set while the carrier takes bytes; it may write them and all waiting bytes at once.
  private boolean isTaking;

  /// Whether the session must be told when all bytes are written.
  private boolean owesDrained;

  private boolean isEnded;
  private boolean isGone;

  public ClientStream(Carrier carrier, Framing framing, Timeouts timeouts) {
    this.carrier = carrier;
    this.framing = framing;
    this.timeouts = timeouts;
  }

  /// Sets the session. Called once, before all calls of the carrier.
  public void open(Inbound<?> session) {
    this.session = session;
  }

  public EventLoop lane() {
    return carrier.lane();
  }

  // Called by the session.

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

  /// Takes messages in the framing of the stream.
  ///
  /// @param messages released by this method, also if they are not taken
  /// @return whether the messages were taken; false when too many bytes are waiting
  public boolean offer(ByteBuf messages) {
    long pending = carrier.pendingBytes();
    boolean fits = pending == 0 || pending + messages.readableBytes() <= WAITING_BYTES_MAX;
    if (fits || isEnded) {
      add(messages);
      return true;
    }
    messages.release();
    owesDrained = true;
    LimitHits.count(QueueLimit.STREAM_BYTES);
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
      // Not now, because the session is calling this method.
      lane().execute(this::drained);
    }
  }

  @Override
  public StreamKind kind() {
    return carrier.kind();
  }

  @Override
  public long waitingBytes() {
    return carrier.pendingBytes();
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
    endWith(failure(ending));
  }

  private void endWith(@Nullable Failure failure) {
    if (!isEnded) {
      isEnded = true;
      carrier.end(failure);
    }
  }

  private static @Nullable Failure failure(Ending ending) {
    Reason reason =
        switch (ending.reason()) {
          case DONE -> null;
          case NAME_TAKEN -> Reason.NAME_TAKEN;
          case NAME_INVALID -> Reason.FIELD_INVALID;
          case UNAUTHENTICATED -> Reason.TOKEN_REFUSED;
          case NOT_STARTED -> Reason.START_LATE;
          case REQUEST_INVALID -> Reason.START_NEEDED;
          case TOO_SLOW -> Reason.TOO_SLOW;
          case TOO_MANY_STREAMS -> Reason.TOO_MANY_STREAMS;
          case SHUTDOWN -> Reason.SHUTTING_DOWN;
          case UNAVAILABLE -> Reason.STREAM_FAILED;
          case DATA_DAMAGED -> Reason.DATA_DAMAGED;
        };
    return reason == null ? null : Failure.of(reason, ending.sentence());
  }

  // Called by the carrier.

  /// All bytes are written.
  public void drained() {
    if (owesDrained && !isTaking && !isEnded && isDrained()) {
      owesDrained = false;
      session().drained();
    }
  }

  /// Checks the timeouts. Called every few seconds.
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
      LimitHits.count(StreamLimit.STALLED_AFTER);
      cut(Failure.of(Reason.TOO_SLOW, Ending.STALLED.sentence()));
    }
  }

  /// Sends a heartbeat when nothing was written for a while.
  private void beat(long nowNanos) {
    Message heartbeat = framing.heartbeat();
    if (heartbeat != null && timeouts.peerIsSilent(nowNanos - writtenNanos)) {
      writtenNanos = nowNanos;
      ByteBuf messages = carrier.allocator().ioBuffer();
      framing.append(heartbeat, messages);
      add(messages);
    }
  }

  /// The server is shutting down.
  public void shutDown() {
    if (!isGone) {
      session().shutDown();
    }
  }

  /// Ends the stream and its session, behind all waiting bytes.
  @Override
  public void fail(Failure failure) {
    leave();
    endWith(failure);
  }

  /// Ends the stream without the waiting bytes, also after another end.
  public void cut(Failure failure) {
    leave();
    isEnded = true;
    carrier.cut(failure);
  }

  /// The connection has ended. A write may have noticed it while the session was calling this
  /// class.
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
