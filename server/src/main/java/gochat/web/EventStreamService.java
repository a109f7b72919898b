package gochat.web;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionSweeps;
import gochat.edge.Timeouts;
import gochat.error.Failure;
import gochat.stream.ClientStream;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Server-sent events, for `curl -N` and for pages that only listen. Thread-safe.
final class EventStreamService implements HttpService {
  private final TextService service;
  private final ConnectionSweeps sweeps;
  private final Timeouts timeouts;

  EventStreamService(TextService service, ConnectionSweeps sweeps, Timeouts timeouts) {
    this.service = service;
    this.sweeps = sweeps;
    this.timeouts = timeouts;
  }

  /// Answers with a stream, opened on its event loop, or with the refusal of the service.
  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    TextService.Request asked =
        new TextService.Request(
            RequestFacts.metadata(request.headers()),
            RequestFacts.attributes(ctx),
            RequestFacts.query(ctx));
    EventLoop lane = WebConnection.channel(ctx).eventLoop();
    CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    Thread.startVirtualThread(() ->
        orRefuse(
            ctx,
            response,
            () -> {
              Function<ClientStream, TextSession> sessions = service.admit(asked);
              lane.execute(() ->
                  orRefuse(
                      ctx,
                      response,
                      () -> {
                        response.complete(
                            new EventStream(ctx, sweeps.of(lane), timeouts).answer(sessions));
                        // From now on the stream counts for its user, not as a call.
                        requireNonNull(ctx.attr(OpenCalls.CALL), "admitted").end();
                      }));
            }));
    return HttpResponse.of(response);
  }

  private static void orRefuse(
      ServiceRequestContext ctx, CompletableFuture<HttpResponse> response, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      response.complete(JsonErrors.answer(Failure.of(e, ctx.path())));
    }
  }

  @Override
  public ServiceOptions options() {
    // The response has no end.
    return ServiceOptions.builder().requestTimeoutMillis(0).build();
  }
}
