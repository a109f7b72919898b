package gochat.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionSweep;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Has streams admitted, opened on their event loop, and ended when the server stops. Thread-safe.
final class StreamOpener {
  /// Makes a stream of one kind.
  @FunctionalInterface
  interface Kind {
    /// Called on the event loop of `ctx`.
    HttpTextStream make(ServiceRequestContext ctx, ConnectionSweep sweep);
  }

  private final ConcurrentHashMap<EventLoop, ConnectionSweep> sweeps = new ConcurrentHashMap<>();
  private final WebLimits limits;
  private volatile boolean isShutDown;

  StreamOpener(WebLimits limits) {
    this.limits = limits;
  }

  /// Answers a request with a stream, or with the refusal of `service`.
  HttpResponse open(
      ServiceRequestContext ctx, HttpRequest request, StreamService service, Kind kind) {
    StreamRequest asked =
        new StreamRequest(
            RequestFacts.metadata(request.headers()),
            RequestFacts.attributes(ctx),
            RequestFacts.query(ctx));
    EventLoop lane = ctx.eventLoop().withoutContext();
    CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    Thread.startVirtualThread(() ->
        orRefuse(
            ctx,
            response,
            () -> {
              Function<TextStream, TextSession> sessions = service.admit(asked);
              lane.execute(() ->
                  orRefuse(
                      ctx,
                      response,
                      () -> response.complete(open(kind.make(ctx, sweepOf(lane)), sessions))));
            }));
    return HttpResponse.of(response);
  }

  private static void orRefuse(
      ServiceRequestContext ctx, CompletableFuture<HttpResponse> response, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      Metadata trailers = Status.trailersFromThrowable(e);
      response.complete(
          JsonErrors.answer(
              JsonErrors.statusOf(e, ctx.path()), trailers == null ? new Metadata() : trailers));
    }
  }

  private HttpResponse open(HttpTextStream stream, Function<TextStream, TextSession> sessions) {
    HttpResponse response = stream.open(sessions);
    if (isShutDown) {
      // Its sweep may have come after the end of the others.
      stream.shutdown(0);
    }
    return response;
  }

  private ConnectionSweep sweepOf(EventLoop lane) {
    return sweeps.computeIfAbsent(lane, _ -> new ConnectionSweep(limits.sweepPeriodMs()));
  }

  /// Has the owners of all streams end them, also of those still to come.
  void shutdown(Duration deadline) {
    isShutDown = true;
    sweeps.forEach((lane, sweep) -> lane.execute(() -> sweep.shutdown(deadline.toMillis())));
  }
}
