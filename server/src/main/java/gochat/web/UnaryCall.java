package gochat.web;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.SerialTasks;
import gochat.edge.Statuses;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A call of a unary method that did not come over gRPC. The listener's callbacks run in order on
/// virtual threads, so a service may wait; what the service calls may be called from any thread.
final class UnaryCall<Q, R> extends ServerCall<Q, R> {
  /// How a call ended.
  ///
  /// @param message not null when the status is `OK`
  record Answer<R>(Status status, Metadata trailers, @Nullable R message) {
    static <R> Answer<R> refusal(Status status) {
      return new Answer<>(status, new Metadata(), null);
    }
  }

  private final MethodDescriptor<Q, R> method;
  private final Attributes attributes;
  private final @Nullable String authority;
  private final Context.CancellableContext context = Context.ROOT.withCancellation();
  private final SerialTasks tasks = new SerialTasks();
  private final CompletableFuture<Answer<R>> answer = new CompletableFuture<>();

  // Of the tasks.
  private @Nullable Listener<Q> listener;

  // Of the service's threads.
  private volatile @Nullable R message;
  private volatile boolean isCancelled;

  private UnaryCall(
      MethodDescriptor<Q, R> method, Attributes attributes, @Nullable String authority) {
    this.method = method;
    this.attributes = attributes;
    this.authority = authority;
  }

  /// Calls `method`, and cancels the call when the response to `ctx` is over before.
  ///
  /// @return completed when the service has closed the call, by one of its threads
  static <Q, R> CompletableFuture<Answer<R>> start(
      ServiceRequestContext ctx,
      RequestHeaders headers,
      ServerMethodDefinition<Q, R> method,
      Q request) {
    var call =
        new UnaryCall<Q, R>(
            method.getMethodDescriptor(), RequestFacts.attributes(ctx), headers.authority());
    Metadata metadata = RequestFacts.metadata(headers);
    call.tasks.execute(() ->
        call.inContext(() -> {
          Listener<Q> target = method.getServerCallHandler().startCall(call, metadata);
          call.listener = target;
          target.onReady();
          target.onMessage(request);
          target.onHalfClose();
        }));
    // Also when a connection breaks, which is no cancellation over HTTP/2.
    ctx.log().whenComplete().thenAccept(_ -> call.cancel());
    return call.answer;
  }

  /// Nobody waits for the answer any more.
  private void cancel() {
    if (answer.complete(Answer.refusal(Status.CANCELLED))) {
      isCancelled = true;
      // The service may be in the middle of something, and must hear of it all the same.
      Thread.startVirtualThread(() -> context.cancel(null));
      tell(Listener::onCancel);
    }
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
      Metadata trailers = Status.trailersFromThrowable(e);
      Status status = Statuses.of(e, method.getFullMethodName());
      finish(new Answer<>(status, trailers == null ? new Metadata() : trailers, null));
    } finally {
      context.detach(before);
    }
  }

  private void finish(Answer<R> ending) {
    if (answer.complete(ending)) {
      tell(Listener::onComplete);
      tasks.execute(() -> context.cancel(null));
    }
  }

  // The service: on any thread.

  @Override
  public void request(int messages) {
    // The one message comes by itself.
  }

  @Override
  public void sendHeaders(Metadata headers) {
    // Neither JSON nor gRPC-Web's trailers have a place for them.
  }

  @Override
  public void sendMessage(R message) {
    this.message = message;
  }

  @Override
  public void close(Status status, Metadata trailers) {
    if (status.isOk() && message == null) {
      finish(Answer.refusal(Status.INTERNAL.withDescription("the server gave no answer")));
    } else {
      finish(new Answer<>(status, trailers, message));
    }
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
    return attributes;
  }

  @Override
  public @Nullable String getAuthority() {
    return authority;
  }
}
