package gochat.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import gochat.Gochat.ChatMessage;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.session.Ending;
import gochat.session.Item;
import gochat.session.SeedSession;
import gochat.shard.Delivery;
import gochat.wire.SeedWire;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stream of `gochat.ChatService/Chat`: the client's messages go to its session, and what the
/// session shows goes to the client, shared with other streams wherever all get the same bytes.
///
/// Runs on the connection's event loop only, but for [#resume].
final class ChatStream implements InboundStream, MessageDeframer.Sink, SeedSession.Client {
  /// What may wait for one stream. Beyond it the session reads the log when this has been written.
  private static final int QUEUE_BYTES_MAX = 128 * 1_024;

  /// Who speaks when the server has something to say.
  private static final String SERVER = "server";

  private final GrpcLimits limits;
  private final GrpcResponder responder;
  private final OutboundStream outbound;
  private final MessageDeframer deframer;
  private final SeedSession session;

  /// A message for which the core had no room yet.
  private @Nullable ChatMessage held;

  private @Nullable ScheduledFuture<?> deadline;
  private boolean isHalfClosed;
  private long writtenBytes;
  private long progressNanos = System.nanoTime();

  /// @param messageBytesMax the longest protobuf message that is read
  ChatStream(
      GrpcLimits limits,
      GrpcRequest request,
      GrpcResponder responder,
      int messageBytesMax,
      Function<SeedSession.Client, SeedSession> sessions) {
    this.limits = limits;
    this.responder = responder;
    outbound = responder.outbound();
    deframer =
        new MessageDeframer(messageBytesMax, request.encoding(), responder.allocator(), this);
    session = sessions.apply(this);
    outbound.onDrained(session::drained);
    if (request.timeoutNanos() != GrpcRequest.NO_TIMEOUT) {
      deadline =
          responder
              .eventLoop()
              .schedule(this::endByDeadline, request.timeoutNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void endByDeadline() {
    outbound.abandonQueue();
    failed(Status.DEADLINE_EXCEEDED.withDescription("the call's deadline has passed"));
  }

  @Override
  public void onData(ByteBuf data) {
    deframer.receive(data);
  }

  @Override
  public void onHalfClosed() {
    deframer.endOfStream();
  }

  @Override
  public void onClosed() {
    if (deadline != null) {
      deadline.cancel(false);
    }
    deframer.close();
    session.disconnected();
  }

  @Override
  public void onShutdown() {
    session.shutDown();
  }

  @Override
  public void onSweep(long nowNanos) {
    if (outbound.pendingBytes() == 0 || outbound.writtenBytes() != writtenBytes) {
      writtenBytes = outbound.writtenBytes();
      progressNanos = nowNanos;
    } else if (limits.readerIsStalled(nowNanos - progressNanos)) {
      session.stalled();
    }
  }

  @Override
  public void message(ByteBuf bytes) {
    try (ByteBufInputStream in = new ByteBufInputStream(bytes)) {
      submit(ChatMessage.parseFrom(in));
    } catch (InvalidProtocolBufferException e) {
      failed(
          Status.INVALID_ARGUMENT.withDescription(
              "not a gochat.ChatMessage (truncated, or text that is not UTF-8)"));
    } catch (IOException e) {
      throw new IllegalStateException("a buffer in memory failed", e);
    }
  }

  private void submit(ChatMessage message) {
    if (session.receive(message.getUsername(), message.getTargetname(), message.getContent())) {
      held = null;
    } else {
      held = message;
      deframer.pause();
    }
  }

  @Override
  public void resume() {
    responder
        .eventLoop()
        .execute(() -> {
          if (held != null) {
            submit(held);
          }
          if (held == null) {
            deframer.resume();
          }
          if (held == null && isHalfClosed) {
            session.leave();
          }
        });
  }

  @Override
  public void tooLong(long bytes) {
    session.refuseTooLong();
  }

  @Override
  public void failed(Status status) {
    session.disconnected();
    end(status);
  }

  @Override
  public void end() {
    isHalfClosed = true;
    if (held == null) {
      session.leave();
    }
  }

  @Override
  public void consumed(int bytes) {
    responder.returnBytes(bytes);
  }

  @Override
  public void registered() {
    responder.headers();
    responder.flush();
  }

  @Override
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    SeedFrames frames =
        delivery.encoded(SeedFrames.class, turn -> new SeedFrames(turn, responder.allocator()));
    if (except != null && delivery.isFrom(except)) {
      return queue(frames.messagesExcept(except));
    }
    if (!frames.messages().isReadable()) {
      return true;
    }
    if (outbound.writeShared(
        frames.framesFor(responder.streamId()), frames.messages().readableBytes())) {
      outbound.flush();
      return true;
    }
    return queue(frames.messages().retainedDuplicate());
  }

  @Override
  public boolean offer(List<Item> items) {
    ByteBuf messages = responder.allocator().ioBuffer();
    for (Item item : items) {
      ChatMessage message = message(item);
      if (message != null) {
        GrpcMessages.append(message, messages);
      }
    }
    return queue(messages);
  }

  /// Null for what the contract has no words for.
  private static @Nullable ChatMessage message(Item item) {
    return switch (item) {
      case Item.Event(_, LogEntry entry) -> SeedWire.broadcast(entry.event());
      case Item.Private(Person from, String to, String text) ->
          SeedWire.privately(from == null ? SERVER : from.name(), to, text);
      case Item.Followed _,
          Item.Unfollowed _,
          Item.RoomCaughtUp _,
          Item.CaughtUp _,
          Item.Gap _,
          Item.Reset _,
          Item.MarkerMoved _,
          Item.PresenceChanged _,
          Item.Typing _ ->
          null;
    };
  }

  /// @param messages is released here
  private boolean queue(ByteBuf messages) {
    long pending = outbound.pendingBytes();
    boolean fits = pending == 0 || pending + messages.readableBytes() <= QUEUE_BYTES_MAX;
    if (!fits || !messages.isReadable()) {
      messages.release();
      return fits;
    }
    responder.data(messages);
    responder.flush();
    return true;
  }

  @Override
  public boolean isDrained() {
    return outbound.pendingBytes() == 0;
  }

  @Override
  public void end(Ending ending) {
    Status status =
        switch (ending.reason()) {
          case DONE -> Status.OK;
          case NAME_TAKEN -> Status.ALREADY_EXISTS;
          case NAME_INVALID, REQUEST_INVALID -> Status.INVALID_ARGUMENT;
          case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
          case TOO_SLOW -> Status.RESOURCE_EXHAUSTED;
          case SHUTDOWN, UNAVAILABLE -> Status.UNAVAILABLE;
        };
    if (ending.reason() == Ending.Reason.TOO_SLOW) {
      outbound.abandonQueue();
    }
    String sentence = ending.sentence();
    end(sentence.isEmpty() ? status : status.withDescription(sentence));
  }

  private void end(Status status) {
    // What the client still sends is read and dropped.
    deframer.close();
    responder.end(status);
    responder.flush();
  }
}
