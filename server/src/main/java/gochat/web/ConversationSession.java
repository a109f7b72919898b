package gochat.web;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import gochat.api.Conversation;
import gochat.edge.Statuses;
import gochat.session.Ending;
import gochat.session.Item;
import gochat.shard.Delivery;
import gochat.v1.ClientFrame;
import gochat.v1.Heartbeat;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import gochat.wire.FrameWire;
import io.grpc.StatusRuntimeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stream of the v1 API as JSON: what the client says goes to its conversation, and what that has
/// to tell goes to the client, encoded once for all who get the same. Runs on the stream's lane
/// only.
final class ConversationSession implements TextSession, Conversation.Transport {
  private static final ServerFrame HEARTBEAT =
      ServerFrame.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build();

  private final TextStream stream;
  private final Conversation conversation;
  private final ByteBufAllocator allocator;
  private boolean isHeldBack;

  ConversationSession(
      TextStream stream, Function<Conversation.Transport, Conversation> conversations) {
    this.stream = stream;
    allocator = ByteBufAllocator.DEFAULT;
    conversation = conversations.apply(this);
  }

  Conversation conversation() {
    return conversation;
  }

  @Override
  public boolean receive(String text) {
    if (isHeldBack) {
      return false;
    }
    ClientFrame.Builder frame = ClientFrame.newBuilder();
    try {
      Json.parse(text, frame);
    } catch (InvalidProtocolBufferException e) {
      conversation.unreadable(Json.sentence(e));
      return true;
    }
    conversation.receive(frame.build());
    return true;
  }

  @Override
  public void drained() {
    conversation.drained();
  }

  @Override
  public void sweep(long nowNanos) {
    conversation.sweep(nowNanos);
  }

  @Override
  public void quiet() {
    add(HEARTBEAT);
  }

  @Override
  public void stalled() {
    conversation.stalled();
  }

  @Override
  public void shutDown() {
    conversation.shutDown();
  }

  @Override
  public void disconnected() {
    conversation.disconnected();
  }

  /// No event of a turn is left out: that is for streams of the first contract.
  @Override
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    return stream.offer(JsonFrames.of(delivery, stream.framing(), allocator));
  }

  @Override
  public boolean offer(List<Item> items) {
    ByteBuf frames = allocator.ioBuffer();
    items.forEach(item -> Json.append(FrameWire.of(item), stream.framing(), frames));
    return stream.offer(frames);
  }

  @Override
  public void add(Item item) {
    add(FrameWire.of(item));
  }

  @Override
  public void reply(List<Reply> replies) {
    ByteBuf frames = allocator.ioBuffer();
    for (Reply reply : replies) {
      Json.append(ServerFrame.newBuilder().setReply(reply).build(), stream.framing(), frames);
    }
    stream.add(frames);
  }

  private void add(Message message) {
    ByteBuf frame = allocator.ioBuffer();
    Json.append(message, stream.framing(), frame);
    stream.add(frame);
  }

  @Override
  public boolean isDrained() {
    return stream.isDrained();
  }

  @Override
  public void opened() {}

  @Override
  public void pause() {
    isHeldBack = true;
  }

  @Override
  public void resume() {
    isHeldBack = false;
    stream.resume();
  }

  @Override
  public void end(Ending ending) {
    stream.end(Statuses.of(ending));
  }

  @Override
  public void fail(StatusRuntimeException failure) {
    stream.end(failure.getStatus());
  }
}
