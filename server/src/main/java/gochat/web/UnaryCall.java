package gochat.web;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpResponse;
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

/// A call of a unary method over HTTP.
final class UnaryCall<Q, R> extends ServiceCall<Q, R> {
  private final HttpFormat.Call format;
  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
  private volatile @Nullable R message;

  private UnaryCall(
      ServiceRequestContext ctx,
      RequestHeaders headers,
      HttpFormat.Call format,
      ServerMethodDefinition<Q, R> method) {
    super(
        method.getMethodDescriptor(),
        ctx.eventLoop().withoutContext(),
        RequestFacts.attributes(ctx),
        headers.authority(),
        Context.ROOT.withCancellation());
    this.format = format;
  }

  /// Calls `method`, and cancels the call when the response to `ctx` ends first. Runs on the event
  /// loop.
  ///
  /// @param request of the type that `method` takes
  static <Q, R> HttpResponse start(
      ServiceRequestContext ctx,
      RequestHeaders headers,
      HttpFormat.Call format,
      ServerMethodDefinition<Q, R> method,
      Message request) {
    var call = new UnaryCall<>(ctx, headers, format, method);
    call.start(method.getServerCallHandler(), RequestFacts.metadata(headers));
    @SuppressWarnings("unchecked")
    Q message = (Q) request;
    call.tell(target -> {
      target.onMessage(message);
      target.onHalfClose();
    });
    // This also happens when the connection breaks, which is not a cancellation over HTTP/2.
    ctx.log()
        .whenComplete()
        .thenAccept(_ -> {
          if (call.cancel()) {
            Failure gone = Failure.of(Reason.CANCELLED, "The client has gone.");
            call.response.complete(format.failure(gone).toHttpResponse());
          }
        });
    return HttpResponse.of(call.response);
  }

  @Override
  protected void end(Status status, Metadata trailers) {
    if (complete()) {
      response.complete(
          status.isOk()
              ? format.answer((Message) requireNonNull(message, "answered"))
              : format.failure(Failure.of(status, trailers)).toHttpResponse());
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
    // The responses carry no headers of the service.
  }
}
