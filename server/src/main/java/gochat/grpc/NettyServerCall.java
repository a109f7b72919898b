package gochat.grpc;

import gochat.edge.ServiceCall;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.QueueLimit;
import gochat.session.Ending;
import io.grpc.Context;
import io.grpc.InternalServer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A call of an ordinary gRPC service over HTTP/2.
final class NettyServerCall<Q, R> extends ServiceCall<Q, R>
    implements InboundStream, MessageDeframer.Sink {
  /// With more unwritten bytes than this the call is not ready.
  private static final int READY_BYTES_MAX = QueueLimit.UNWRITTEN_BYTES_OF_CALL.standardInt();

  private final MethodDescriptor<Q, R> method;
  private final GrpcResponder responder;
  private final MessageDeframer deframer;
  private final int messageBytesMax;
  private final AtomicInteger unwrittenBytes = new AtomicInteger();

  // Confined to the event loop.
  private int demand;
  private boolean hasMessage;
  private @Nullable RefusedStream rest;

  private NettyServerCall(
      MethodDescriptor<Q, R> method,
      GrpcRequest request,
      GrpcResponder responder,
      Context.CancellableContext context,
      int messageBytesMax) {
    super(
        method,
        responder.eventLoop(),
        request.connection(),
        request.headers().authority(),
        context);
    this.method = method;
    this.responder = responder;
    this.messageBytesMax = messageBytesMax;
    deframer = new MessageDeframer(messageBytesMax, request.isGzip(), responder.allocator(), this);
    deframer.pause();
  }

  /// Calls the method that `request` names.
  ///
  /// @param server for the reflection service, which finds it in its call's context
  /// @param messageBytesMax the longest message that the method receives
  static <Q, R> NettyServerCall<Q, R> start(
      ServerMethodDefinition<Q, R> definition,
      GrpcRequest request,
      GrpcResponder responder,
      Server server,
      int messageBytesMax) {
    Context ofServer = Context.ROOT.withValue(InternalServer.SERVER_CONTEXT_KEY, server);
    Context.CancellableContext context =
        request.timeoutNanos() == GrpcRequest.NO_TIMEOUT
            ? ofServer.withCancellation()
            : ofServer.withDeadlineAfter(
                request.timeoutNanos(), TimeUnit.NANOSECONDS, responder.eventLoop());
    var call =
        new NettyServerCall<>(
            definition.getMethodDescriptor(), request, responder, context, messageBytesMax);
    call.start(definition.getServerCallHandler(), request.metadata());
    context.addListener(
        cancelled -> {
          if (cancelled.cancellationCause() instanceof TimeoutException) {
            call.fail(RequestCheck.late());
          }
        },
        call::onLane);
    return call;
  }

  // Called by the stream, on the event loop.

  @Override
  public void onData(ByteBuf data) {
    if (rest != null) {
      rest.onData(data);
    } else {
      deframer.receive(data);
    }
  }

  @Override
  public void onHalfClosed() {
    deframer.endOfStream();
  }

  @Override
  public void onClosed() {
    deframer.close();
    boolean isTold = isClosed() && responder.isComplete();
    var _ = isTold ? complete() : cancel();
  }

  @Override
  public void onShutdown() {
    // A call with a single answer may still give it.
    if (!method.getType().serverSendsOneMessage()) {
      fail(Failure.of(Reason.SHUTTING_DOWN, Ending.SHUTDOWN.sentence()));
    }
  }

  @Override
  public void message(ByteBuf message) {
    if (--demand == 0) {
      deframer.pause();
    }
    if (method.getType().clientSendsOneMessage() && hasMessage) {
      fail(Failure.of(Reason.BODY_INVALID, "The call has more than one message (expected: one)."));
      return;
    }
    hasMessage = true;
    Q parsed;
    try {
      parsed = method.parseRequest(new ByteBufInputStream(message));
    } catch (RuntimeException e) {
      fail(
          Failure.of(
              Reason.BODY_INVALID,
              "The message can't be decoded (expected: a request of %s)."
                  .formatted(method.getFullMethodName())));
      return;
    }
    tell(target -> target.onMessage(parsed));
  }

  @Override
  public void tooLong(long bytes) {
    fail(MessageDeframer.tooLong(bytes, messageBytesMax));
  }

  @Override
  public void failed(Failure failure) {
    fail(failure);
  }

  @Override
  public void end() {
    if (method.getType().clientSendsOneMessage() && !hasMessage) {
      fail(Failure.of(Reason.BODY_INVALID, "The call has no message (expected: one)."));
      return;
    }
    tell(Listener::onHalfClose);
  }

  @Override
  public void consumed(int bytes) {
    responder.returnBytes(bytes);
  }

  @Override
  public void kept(int more) {
    responder.kept(more);
  }

  // Called by the service, on any thread.

  @Override
  public void request(int messages) {
    onLane(() -> {
      demand = (int) Math.min(Integer.MAX_VALUE, (long) demand + messages);
      deframer.resume();
    });
  }

  @Override
  public void sendHeaders(Metadata headers) {
    onLane(() -> {
      responder.headers(headers);
      flushUnlessOneAnswer();
    });
  }

  @Override
  protected void send(R message) {
    ByteBuf framed = GrpcMessages.frame(method.streamResponse(message), responder.allocator());
    int bytes = framed.readableBytes();
    unwrittenBytes.addAndGet(bytes);
    onLane(() -> write(framed, bytes), framed::release);
  }

  private void write(ByteBuf framed, int bytes) {
    responder.data(framed).addListener(_ -> onWritten(bytes));
    flushUnlessOneAnswer();
  }

  /// A single answer is flushed together with its trailers.
  private void flushUnlessOneAnswer() {
    if (!method.getType().serverSendsOneMessage()) {
      responder.flush();
    }
  }

  private void onWritten(int bytes) {
    int unwritten = unwrittenBytes.addAndGet(-bytes);
    if (unwritten < READY_BYTES_MAX && unwritten + bytes >= READY_BYTES_MAX && !isOver()) {
      tellLater(Listener::onReady);
    }
  }

  @Override
  protected void end(Status status, Metadata trailers) {
    onLane(() -> {
      responder.end(status, trailers);
      if (rest == null) {
        rest = new RefusedStream(responder);
        deframer.close();
      }
      responder.flush();
    });
  }

  @Override
  public boolean isReady() {
    return !isClosed() && !isCancelled() && unwrittenBytes.get() < READY_BYTES_MAX;
  }
}
