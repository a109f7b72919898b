package gochat.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import gochat.Gochat.ChatMessage;
import gochat.edge.Timeouts;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.session.Client;
import gochat.session.Ending;
import gochat.session.Inbound;
import gochat.session.Item;
import gochat.session.SeedMessage;
import gochat.shard.Delivery;
import gochat.wire.SeedWire;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stream of `gochat.ChatService/Chat`: the client's messages go to its session, and what the
/// session shows goes to the client, shared with other streams wherever all get the same bytes.
///
/// Runs on the connection's event loop only.
final class ChatStream implements InboundStream, MessageDeframer.Sink, Client {
  /// Who speaks when the server has something to say.
  private static final String SERVER = "server";

  private final GrpcResponder responder;
  private final StreamOutput output;
  private final int messageBytesMax;
  private final MessageDeframer deframer;
  private final Inbound<SeedMessage> session;

  /// Whose message is being skipped.
  private @Nullable SkippedUsername skipped;

  /// @param messageBytesMax the longest protobuf message that is read
  ChatStream(
      Timeouts timeouts,
      GrpcRequest request,
      GrpcResponder responder,
      int messageBytesMax,
      Function<Client, Inbound<SeedMessage>> sessions) {
    this.responder = responder;
    this.messageBytesMax = messageBytesMax;
    output = new StreamOutput(timeouts, responder);
    deframer =
        new MessageDeframer(messageBytesMax, request.encoding(), responder.allocator(), this);
    session = sessions.apply(this);
    output.onDrained(session::drained);
    output.endInTime(
        request,
        () -> {
          session.disconnected();
          deframer.close();
        });
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
    deframer.close();
    output.onClosed(session::disconnected);
  }

  @Override
  public void onShutdown() {
    session.shutDown();
  }

  @Override
  public void onSweep(long nowNanos) {
    session.sweep(nowNanos);
    if (output.isStalled(nowNanos)) {
      session.stalled();
    }
  }

  @Override
  public void message(ByteBuf bytes) {
    try {
      ChatMessage said = ChatMessage.parseFrom(bytes.nioBuffer());
      session.receive(new SeedMessage(said.getUsername(), said.getTargetname(), said.getContent()));
    } catch (InvalidProtocolBufferException e) {
      failed(
          Status.INVALID_ARGUMENT.withDescription(
              "not a gochat.ChatMessage (truncated, or text that is not UTF-8)"));
    }
  }

  @Override
  public void pause() {
    deframer.pause();
  }

  @Override
  public void resume() {
    deframer.resume();
  }

  @Override
  public void skipped(ByteBuf part) {
    if (skipped == null) {
      skipped = new SkippedUsername();
    }
    skipped.read(part);
  }

  @Override
  public void tooLong(long bytes) {
    session.tooLong(bytes, messageBytesMax);
    SkippedUsername first = skipped;
    skipped = null;
    if (first != null) {
      // The first message registers its name also when its text is not sent.
      session.receive(new SeedMessage(first.username(), "", ""));
    }
  }

  @Override
  public void failed(Status status) {
    session.disconnected();
    deframer.close();
    output.end(status);
  }

  @Override
  public void end() {
    session.halfClosed();
  }

  @Override
  public void consumed(int bytes) {
    responder.returnBytes(bytes);
  }

  @Override
  public void kept(int more) {
    responder.kept(more);
  }

  @Override
  public void opened() {
    responder.named();
    responder.headers();
    responder.flush();
  }

  @Override
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    SharedFrames.Seed frames =
        delivery.encoded(
            SharedFrames.Seed.class, turn -> new SharedFrames.Seed(turn, responder.allocator()));
    return (except != null && delivery.isFrom(except))
        ? output.offer(frames.messagesExcept(except))
        : output.offer(frames);
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
    return output.offer(messages);
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
          Item.Hidden _,
          Item.PresenceChanged _,
          Item.Typing _ ->
          null;
    };
  }

  @Override
  public void add(Item item) {
    ChatMessage message = message(item);
    if (message != null) {
      ByteBuf messages = responder.allocator().ioBuffer();
      GrpcMessages.append(message, messages);
      output.add(messages);
    }
  }

  @Override
  public boolean isReady() {
    return output.isReady();
  }

  @Override
  public boolean isDrained() {
    return output.isDrained();
  }

  @Override
  public void end(Ending ending) {
    // What the client still sends is read and dropped.
    deframer.close();
    output.end(ending);
  }
}
