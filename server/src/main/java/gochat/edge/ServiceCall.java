package gochat.edge;

import gochat.error.Failure;
import gochat.error.Reason;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call of an ordinary gRPC service, for every transport. The listener's callbacks run on the
/// lane of the call's connection, so a service must not wait in them. It may call this class from
/// any thread.
///
/// @param <Q> the request
/// @param <R> the response
public abstract class ServiceCall<Q, R> extends ServerCall<Q, R> {
  private static final Logger log = LoggerFactory.getLogger(ServiceCall.class);

  private enum Outcome {
    COMPLETE,
    CANCELLED
  }

  private final MethodDescriptor<Q, R> method;
  private final Attributes attributes;
  private final @Nullable String authority;
  private final Context.CancellableContext context;
  private final EventExecutor lane;
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

  // Confined to the lane.
  private @Nullable Listener<Q> listener;

  // Written by the service, on any thread.
  private volatile boolean isMessageSent;
  private volatile boolean isClosed;

  /// @param lane of the connection
  /// @param attributes of the connection
  /// @param authority the host in the request, null for none
  /// @param context the context in which the service runs; cancelled when the call is over
  protected ServiceCall(
      MethodDescriptor<Q, R> method,
      EventExecutor lane,
      Attributes attributes,
      @Nullable CharSequence authority,
      Context.CancellableContext context) {
    this.method = method;
    this.lane = lane;
    this.attributes = attributes;
    this.authority = authority == null ? null : authority.toString();
    this.context = context;
  }

  /// Runs `task` on the lane: now if this is its thread.
  protected final void onLane(Runnable task) {
    onLane(task, () -> {});
  }

  /// The same.
  ///
  /// @param stopped run instead when the lane has been shut down
  protected final void onLane(Runnable task, Runnable stopped) {
    if (lane.inEventLoop()) {
      task.run();
    } else {
      later(task, stopped);
    }
  }

  private void later(Runnable task, Runnable stopped) {
    try {
      lane.execute(task);
    } catch (RejectedExecutionException e) {
      log.atDebug().addKeyValue("method", method.getFullMethodName()).log("the server has stopped");
      stopped.run();
    }
  }

  /// On the lane.
  protected final void start(ServerCallHandler<Q, R> handler, Metadata metadata) {
    inContext(() -> listener = handler.startCall(this, metadata));
    tell(Listener::onReady);
  }

  /// On the lane, and not from within a method that the service calls.
  protected final void tell(Consumer<Listener<Q>> event) {
    Listener<Q> target = listener;
    if (target != null) {
      inContext(() -> event.accept(target));
    }
  }

  /// The same for any thread, and also from within a method that the service calls.
  protected final void tellLater(Consumer<Listener<Q>> event) {
    later(() -> tell(event), () -> {});
  }

  private void inContext(Runnable task) {
    Context before = context.attach();
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      fail(Failure.of(e, method.getFullMethodName()));
    } finally {
      context.detach(before);
    }
  }

  /// Ends the call in place of its service. For any thread.
  protected final void fail(Failure failure) {
    end(failure.getStatus(), failure.trailers());
    cancel();
  }

  /// The client no longer waits for the answer. For any thread.
  ///
  /// @return whether the call was not over before
  protected final boolean cancel() {
    boolean isFirst = outcome.compareAndSet(null, Outcome.CANCELLED);
    if (isFirst) {
      over(Listener::onCancel);
    }
    return isFirst;
  }

  /// The answer is complete. For any thread.
  ///
  /// @return whether the call was not over before
  protected final boolean complete() {
    boolean isFirst = outcome.compareAndSet(null, Outcome.COMPLETE);
    if (isFirst) {
      over(Listener::onComplete);
    }
    return isFirst;
  }

  private void over(Consumer<Listener<Q>> event) {
    later(
        () -> {
          tell(event);
          context.cancel(null);
        },
        () -> {});
  }

  /// Whether the answer is complete, or the client no longer waits for it.
  protected final boolean isOver() {
    return outcome.get() != null;
  }

  /// Whether the service has closed the call.
  protected final boolean isClosed() {
    return isClosed;
  }

  /// Sends the client the end of the call, behind all messages. For any thread; only the first call
  /// has an effect.
  protected abstract void end(Status status, Metadata trailers);

  /// Sends a message, in order. For any thread.
  protected abstract void send(R message);

  // Called by the service, on any thread.

  @Override
  public final void sendMessage(R message) {
    isMessageSent = true;
    send(message);
  }

  @Override
  public final void close(Status status, Metadata trailers) {
    if (isClosed) {
      throw new IllegalStateException("the call is closed already");
    }
    isClosed = true;
    if (status.isOk() && method.getType().serverSendsOneMessage() && !isMessageSent) {
      fail(Failure.of(Reason.SERVER_FAILED, "The server gave no answer."));
    } else if (status.isOk()) {
      end(status, trailers);
    } else {
      end(status, Failure.of(status, trailers).trailers());
    }
  }

  @Override
  public final boolean isCancelled() {
    return outcome.get() == Outcome.CANCELLED;
  }

  @Override
  public final MethodDescriptor<Q, R> getMethodDescriptor() {
    return method;
  }

  @Override
  public final Attributes getAttributes() {
    return attributes;
  }

  @Override
  public final @Nullable String getAuthority() {
    return authority;
  }
}
