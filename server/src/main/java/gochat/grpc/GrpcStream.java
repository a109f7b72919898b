package gochat.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import gochat.edge.Timeouts;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.RequestLimit;
import gochat.shard.Delivery;
import gochat.stream.Carrier;
import gochat.stream.ClientStream;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A long-lived stream of messages over HTTP/2. Events for many streams are written as frames that
/// the streams share. Runs on the connection's event loop only.
abstract class GrpcStream implements InboundStream, MessageDeframer.Sink, Carrier {
  /// The parameters of a method's streams.
  ///
  /// @param messageBytesMax the longest message that is read
  record Method(GrpcFraming framing, int messageBytesMax, Timeouts timeouts) {
    static Method of(GrpcFraming framing, Limits limits) {
      int messageBytesMax =
          limits.of(MessageLimit.TEXT_BYTES) + limits.of(RequestLimit.BESIDE_TEXT_BYTES);
      return new Method(framing, messageBytesMax, new Timeouts(limits));
    }
  }

  private final GrpcFraming framing;
  private final GrpcResponder responder;
  private final StreamQueue outbound;

  /// A copy of the responder's id, because the reads from memory for each of many streams are most
  /// of the cost of a delivery here.
  private final int streamId;

  private final MessageDeframer deframer;
  private final ClientStream client;
  private final int messageBytesMax;
  private @Nullable ScheduledFuture<?> deadline;

  GrpcStream(Method method, GrpcRequest request, GrpcResponder responder) {
    this.responder = responder;
    framing = method.framing;
    messageBytesMax = method.messageBytesMax;
    outbound = responder.outbound();
    streamId = responder.streamId();
    deframer = new MessageDeframer(messageBytesMax, request.isGzip(), responder.allocator(), this);
    client = new ClientStream(this, framing, method.timeouts);
    outbound.onDrained(client::drained);
    if (request.timeoutNanos() != GrpcRequest.NO_TIMEOUT) {
      deadline =
          lane()
              .schedule(
                  () -> client.cut(RequestCheck.late()),
                  request.timeoutNanos(),
                  TimeUnit.NANOSECONDS);
    }
  }

  /// The constructor of the subclass must open it.
  final ClientStream client() {
    return client;
  }

  final GrpcResponder responder() {
    return responder;
  }

  final int messageBytesMax() {
    return messageBytesMax;
  }

  /// @param message valid during the call only
  abstract void receive(ByteBuffer message) throws InvalidProtocolBufferException;

  // Input.

  @Override
  public final void onData(ByteBuf data) {
    deframer.receive(data);
  }

  @Override
  public final void onHalfClosed() {
    deframer.endOfStream();
  }

  @Override
  public final void onClosed() {
    deframer.close();
    if (deadline != null) {
      deadline.cancel(false);
    }
    client.closed();
  }

  @Override
  public final void onShutdown() {
    client.shutDown();
  }

  @Override
  public final void onSweep(long nowNanos) {
    client.sweep(nowNanos);
  }

  @Override
  public final void message(ByteBuf message) {
    try {
      receive(message.nioBuffer());
    } catch (InvalidProtocolBufferException e) {
      failed(
          Failure.of(
              Reason.BODY_INVALID,
              "The message is not a "
                  + framing.request()
                  + ": it is truncated, or has a text that is not UTF-8."));
    }
  }

  @Override
  public final void failed(Failure failure) {
    client.fail(failure);
  }

  @Override
  public final void consumed(int bytes) {
    responder.returnBytes(bytes);
  }

  @Override
  public final void kept(int more) {
    responder.kept(more);
  }

  // Output.

  @Override
  public final EventLoop lane() {
    return responder.eventLoop();
  }

  @Override
  public final ByteBufAllocator allocator() {
    return responder.allocator();
  }

  @Override
  public final boolean writeShared(Delivery delivery) {
    SharedFrames frames = framing.frames(delivery, responder.allocator());
    int bytes = frames.messages().readableBytes();
    if (bytes == 0) {
      return true;
    }
    boolean isWritten = outbound.writeShared(frames.framesFor(streamId), bytes);
    if (isWritten) {
      outbound.flush();
    }
    return isWritten;
  }

  @Override
  public final void write(ByteBuf messages) {
    responder.data(messages);
    responder.flush();
  }

  @Override
  public final long pendingBytes() {
    return outbound.pendingBytes();
  }

  @Override
  public final long writtenBytes() {
    return outbound.writtenBytes();
  }

  @Override
  public final boolean isReady() {
    return outbound.mayWriteShared(1);
  }

  @Override
  public final void pause() {
    deframer.pause();
  }

  @Override
  public final void resume() {
    deframer.resume();
  }

  /// Tells the client that its stream is open.
  final void begin() {
    responder.headers();
    responder.flush();
  }

  @Override
  public final void end(@Nullable Failure failure) {
    // Later messages of the client are read and dropped.
    deframer.close();
    if (failure == null) {
      responder.end(Status.OK, new Metadata());
    } else {
      responder.end(failure);
    }
    responder.flush();
  }

  @Override
  public final void cut(Failure failure) {
    if (responder.isEnded()) {
      responder.reset(Http2Error.CANCEL);
      responder.flush();
    } else {
      outbound.abandonQueue();
      end(failure);
    }
  }
}
