package gochat.grpc;

import gochat.edge.SerialTasks;
import gochat.limit.QueueLimit;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call of an ordinary gRPC service. The stream lives on the connection's event loop; the
/// listener's callbacks run in order on virtual threads, so a service may wait; what the service
/// calls may be called from any thread and hops to the event loop.
final class NettyServerCall<Q, R> extends ServerCall<Q, R>
    implements InboundStream, MessageDeframer.Sink {
  private static final Logger log = LoggerFactory.getLogger(NettyServerCall.class);

  /// A service that asks is told to wait while this much is unwritten.
  private static final int READY_BYTES_MAX = QueueLimit.UNWRITTEN_BYTES_OF_CALL.standardInt();

  private final MethodDescriptor<Q, R> method;
  private final GrpcRequest request;
  private final GrpcResponder responder;
  private final MessageDeframer deframer;
  private final Context.CancellableContext context;
  private final SerialTasks tasks = new SerialTasks();
  private final AtomicInteger unwrittenBytes = new AtomicInteger();

  // Of the event loop.
  private int demand;
  private boolean isFinished;
  private @Nullable RefusedStream rest;

  // Of the tasks.
  private @Nullable Listener<Q> listener;

  // Of the service's threads.
  private volatile boolean isClosedByService;
  private volatile boolean isMessageSent;
  private volatile boolean isCancelled;

  NettyServerCall(
      MethodDescriptor<Q, R> method,
      GrpcRequest request,
      GrpcResponder responder,
      Context.CancellableContext context,
      int messageBytesMax) {
    this.method = method;
    this.request = request;
    this.responder = responder;
    this.context = context;
    deframer =
        new MessageDeframer(messageBytesMax, request.encoding(), responder.allocator(), this);
    deframer.pause();
  }

  void start(ServerCallHandler<Q, R> handler) {
    Metadata metadata = request.metadata();
    tasks.execute(() -> inContext(() -> listener = handler.startCall(this, metadata)));
    tell(Listener::onReady);
    context.addListener(
        cancelled -> {
          if (cancelled.cancellationCause() instanceof TimeoutException) {
            end(Status.DEADLINE_EXCEEDED.withDescription("the call's deadline has passed"));
          }
        },
        this::onLoop);
  }

  private void tell(Consumer<Listener<Q>> event) {
    tasks.execute(() -> {
      Listener<Q> target = listener;
      if (target != null) {
        inContext(() -> event.accept(target));
      }
    });
  }

  private void inContext(Runnable task) {
    Context before = context.attach();
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      Status status = statusOf(e);
      onLoop(() -> end(status));
    } finally {
      context.detach(before);
    }
  }

  /// What the caller is told of an exception that a service let go. Only a status was meant for it.
  private Status statusOf(Throwable thrown) {
    Status status = null;
    if (thrown instanceof StatusRuntimeException e) {
      status = e.getStatus();
    } else if (thrown.getCause() instanceof StatusException e) {
      status = e.getStatus();
    }
    if (status == null) {
      log.atError()
          .addKeyValue("method", method.getFullMethodName())
          .setCause(thrown)
          .log("a service failed");
      return Status.UNKNOWN.withDescription("the server failed; its log says why");
    }
    return status;
  }

  private void onLoop(Runnable task) {
    try {
      responder.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      log.atDebug().addKeyValue("method", method.getFullMethodName()).log("the server has stopped");
    }
  }

  // The stream: on the event loop.

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
    finish(isClosedByService && responder.isComplete());
  }

  @Override
  public void onShutdown() {
    // A call with one answer is left to give it.
    if (!method.getType().serverSendsOneMessage()) {
      end(Status.UNAVAILABLE.withDescription("the server is shutting down"));
    }
  }

  @Override
  public void message(ByteBuf message) {
    if (--demand == 0) {
      deframer.pause();
    }
    Q parsed;
    try {
      parsed = method.parseRequest(new ByteBufInputStream(message));
    } catch (StatusRuntimeException e) {
      end(e.getStatus().withCause(null));
      return;
    } catch (RuntimeException e) {
      end(Status.INVALID_ARGUMENT.withDescription("a message that cannot be decoded"));
      return;
    }
    tell(target -> target.onMessage(parsed));
  }

  @Override
  public void tooLong(long bytes) {
    end(Status.RESOURCE_EXHAUSTED.withDescription("message of " + bytes + " bytes: too long"));
  }

  @Override
  public void failed(Status status) {
    end(status);
  }

  @Override
  public void end() {
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

  /// The end that the service did not choose.
  private void end(Status status) {
    responder.end(status);
    dropRest();
    finish(false);
    responder.flush();
  }

  private void dropRest() {
    if (rest == null) {
      rest = new RefusedStream(responder);
      deframer.close();
    }
  }

  private void finish(boolean isComplete) {
    if (isFinished) {
      return;
    }
    isFinished = true;
    isCancelled = !isComplete;
    deframer.close();
    if (isComplete) {
      tell(Listener::onComplete);
      tasks.execute(() -> context.cancel(null));
    } else {
      context.cancel(null);
      tell(Listener::onCancel);
    }
  }

  // The service: on any thread.

  @Override
  public void request(int messages) {
    onLoop(() -> {
      demand = (int) Math.min(Integer.MAX_VALUE, (long) demand + messages);
      deframer.resume();
    });
  }

  @Override
  public void sendHeaders(Metadata headers) {
    onLoop(() -> {
      responder.headers(headers);
      if (!method.getType().serverSendsOneMessage()) {
        responder.flush();
      }
    });
  }

  @Override
  public void sendMessage(R message) {
    isMessageSent = true;
    ByteBuf framed = GrpcMessages.frame(method.streamResponse(message), responder.allocator());
    int bytes = framed.readableBytes();
    unwrittenBytes.addAndGet(bytes);
    try {
      responder.eventLoop().execute(() -> write(framed, bytes));
    } catch (RejectedExecutionException e) {
      framed.release();
    }
  }

  private void write(ByteBuf framed, int bytes) {
    responder.data(framed).addListener(_ -> onWritten(bytes));
    // A single answer goes out together with its trailers.
    if (!method.getType().serverSendsOneMessage()) {
      responder.flush();
    }
  }

  private void onWritten(int bytes) {
    int unwritten = unwrittenBytes.addAndGet(-bytes);
    if (unwritten < READY_BYTES_MAX && unwritten + bytes >= READY_BYTES_MAX && !isFinished) {
      tell(Listener::onReady);
    }
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (isClosedByService) {
      throw new IllegalStateException("the call is closed already");
    }
    isClosedByService = true;
    boolean lacksAnswer =
        status.isOk() && method.getType().serverSendsOneMessage() && !isMessageSent;
    Status told =
        lacksAnswer ? Status.INTERNAL.withDescription("the server gave no answer") : status;
    onLoop(() -> {
      responder.end(told, trailers);
      dropRest();
      responder.flush();
    });
  }

  @Override
  public boolean isReady() {
    return !isClosedByService && !isCancelled && unwrittenBytes.get() < READY_BYTES_MAX;
  }

  @Override
  public boolean isCancelled() {
    return isCancelled;
  }

  @Override
  public MethodDescriptor<Q, R> getMethodDescriptor() {
    return method;
  }

  @Override
  public Attributes getAttributes() {
    return request.connection();
  }

  @Override
  public @Nullable String getAuthority() {
    CharSequence authority = request.headers().authority();
    return authority == null ? null : authority.toString();
  }
}
