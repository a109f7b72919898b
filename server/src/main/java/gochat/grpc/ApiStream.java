package gochat.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import gochat.api.Conversation;
import gochat.edge.Timeouts;
import gochat.session.Ending;
import gochat.session.Item;
import gochat.shard.Delivery;
import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import gochat.v1.Heartbeat;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import gochat.wire.FrameWire;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stream of `gochat.v1.StreamService`: what the client says goes to its conversation, and what
/// that has to tell goes to the client, shared with other streams wherever all get the same bytes.
///
/// Runs on the connection's event loop only.
final class ApiStream implements InboundStream, MessageDeframer.Sink, Conversation.Transport {
  private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final ServerFrame HEARTBEAT =
      ServerFrame.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build();

  enum Method {
    /// One request, then the client listens.
    FOLLOW,
    /// Requests as long as the stream is open.
    CONNECT
  }

  private final Method method;
  private final GrpcResponder responder;
  private final StreamOutput output;
  private final MessageDeframer deframer;
  private final Conversation conversation;
  private final int frameBytesMax;
  private long writtenBytes;
  private long writtenNanos = System.nanoTime();

  /// @param frameBytesMax the longest frame that is read
  ApiStream(
      Method method,
      Timeouts timeouts,
      GrpcRequest request,
      GrpcResponder responder,
      int frameBytesMax,
      Function<Conversation.Transport, Conversation> conversations) {
    this.method = method;
    this.responder = responder;
    this.frameBytesMax = frameBytesMax;
    output = new StreamOutput(timeouts, responder);
    deframer = new MessageDeframer(frameBytesMax, request.encoding(), responder.allocator(), this);
    conversation = conversations.apply(this);
    output.onDrained(conversation::drained);
    output.endInTime(
        request,
        () -> {
          conversation.disconnected();
          deframer.close();
        });
    // A client knows by the headers that the stream stands, before anything happens.
    responder.headers();
    responder.flush();
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
    output.onClosed(conversation::disconnected);
  }

  @Override
  public void onShutdown() {
    conversation.shutDown();
  }

  @Override
  public void onSweep(long nowNanos) {
    conversation.sweep(nowNanos);
    if (output.isStalled(nowNanos)) {
      conversation.stalled();
    } else if (output.writtenBytes() != writtenBytes) {
      writtenBytes = output.writtenBytes();
      writtenNanos = nowNanos;
    } else if (nowNanos - writtenNanos >= HEARTBEAT_NANOS && output.isDrained()) {
      add(HEARTBEAT);
    }
  }

  @Override
  public void message(ByteBuf bytes) {
    try {
      ByteBuffer in = bytes.nioBuffer();
      switch (method) {
        case FOLLOW -> {
          deframer.pause();
          conversation.follow(FollowRequest.parseFrom(in));
        }
        case CONNECT -> conversation.receive(ClientFrame.parseFrom(in));
      }
    } catch (InvalidProtocolBufferException e) {
      failed(
          Status.INVALID_ARGUMENT.withDescription(
              "not a message of gochat.v1.StreamService (truncated, or text that is not UTF-8)"));
    }
  }

  /// Its headers were sent when it was asked for.
  @Override
  public void opened() {}

  @Override
  public void pause() {
    deframer.pause();
  }

  @Override
  public void resume() {
    deframer.resume();
  }

  @Override
  public void tooLong(long bytes) {
    conversation.tooLong(bytes, frameBytesMax);
  }

  @Override
  public void failed(Status status) {
    conversation.disconnected();
    deframer.close();
    output.end(status);
  }

  @Override
  public void end() {
    if (method == Method.CONNECT) {
      conversation.halfClosed();
    }
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
  public boolean offer(Delivery delivery, @Nullable UUID except) {
    SharedFrames.V1 frames =
        delivery.encoded(
            SharedFrames.V1.class, turn -> new SharedFrames.V1(turn, responder.allocator()));
    return (except != null && delivery.isFrom(except))
        ? output.offer(frames.messagesExcept(except))
        : output.offer(frames);
  }

  @Override
  public boolean offer(List<Item> items) {
    ByteBuf messages = responder.allocator().ioBuffer();
    items.forEach(item -> GrpcMessages.append(FrameWire.of(item), messages));
    return output.offer(messages);
  }

  @Override
  public void add(Item item) {
    add(FrameWire.of(item));
  }

  @Override
  public void reply(List<Reply> replies) {
    ByteBuf messages = responder.allocator().ioBuffer();
    for (Reply reply : replies) {
      GrpcMessages.append(ServerFrame.newBuilder().setReply(reply).build(), messages);
    }
    output.add(messages);
  }

  private void add(MessageLite message) {
    ByteBuf messages = responder.allocator().ioBuffer();
    GrpcMessages.append(message, messages);
    output.add(messages);
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

  @Override
  public void fail(StatusRuntimeException failure) {
    deframer.close();
    Metadata trailers = failure.getTrailers();
    output.end(failure.getStatus(), trailers == null ? new Metadata() : trailers);
  }
}
