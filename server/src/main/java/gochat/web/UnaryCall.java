package gochat.web;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ServiceCall;
import gochat.error.Failure;
import gochat.error.Reason;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A call of a unary method over JSON or gRPC-Web.
final class UnaryCall<Q, R> extends ServiceCall<Q, R> {
  /// The end of a call.
  ///
  /// @param failure null when the call has succeeded
  /// @param message null when it has failed
  record Answer<R>(@Nullable Failure failure, @Nullable R message) {}

  private final CompletableFuture<Answer<R>> answer = new CompletableFuture<>();
  private volatile @Nullable R message;

  private UnaryCall(
      ServiceRequestContext ctx, RequestHeaders headers, ServerMethodDefinition<Q, R> method) {
    super(
        method.getMethodDescriptor(),
        ctx.eventLoop().withoutContext(),
        RequestFacts.attributes(ctx),
        headers.authority(),
        Context.ROOT.withCancellation());
  }

  /// Calls `method`, and cancels the call when the response to `ctx` ends first. Runs on the event
  /// loop.
  ///
  /// @return completed when the service has closed the call, by one of its threads
  static <Q, R> CompletableFuture<Answer<R>> start(
      ServiceRequestContext ctx,
      RequestHeaders headers,
      ServerMethodDefinition<Q, R> method,
      Q request) {
    var call = new UnaryCall<>(ctx, headers, method);
    call.start(method.getServerCallHandler(), RequestFacts.metadata(headers));
    call.tell(target -> {
      target.onMessage(request);
      target.onHalfClose();
    });
    // This also happens when the connection breaks, which is not a cancellation over HTTP/2.
    ctx.log()
        .whenComplete()
        .thenAccept(_ -> {
          if (call.cancel()) {
            call.answer.complete(
                new Answer<>(Failure.of(Reason.CANCELLED, "The client has gone."), null));
          }
        });
    return call.answer;
  }

  @Override
  protected void end(Status status, Metadata trailers) {
    if (complete()) {
      answer.complete(new Answer<>(status.isOk() ? null : Failure.of(status, trailers), message));
    }
  }

  @Override
  protected void send(R message) {
    this.message = message;
  }

  @Override
  public void request(int messages) {
    // The only message is delivered without a request for it.
  }

  @Override
  public void sendHeaders(Metadata headers) {
    // The responses as JSON and gRPC-Web carry no headers of the service.
  }
}
