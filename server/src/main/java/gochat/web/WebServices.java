package gochat.web;

import gochat.api.ConversationContext;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a web port serves.
///
/// @param calls their unary methods are served, as gRPC-Web, and as JSON where `google.api.http`
///   says so
/// @param connect at `/v1/connect`, over WebSockets; null for nothing there
/// @param events at `/v1/events`, as server-sent events; null for nothing there
public record WebServices(
    List<ServerServiceDefinition> calls,
    @Nullable StreamService connect,
    @Nullable StreamService events) {
  public WebServices {
    calls = List.copyOf(calls);
  }

  /// The v1 API.
  ///
  /// @param contexts for the streams on a lane
  public static WebServices of(
      List<ServerServiceDefinition> calls, Function<Executor, ConversationContext> contexts) {
    return new WebServices(
        calls,
        new ConversationService(ConversationService.Kind.CONNECT, contexts),
        new ConversationService(ConversationService.Kind.FOLLOW, contexts));
  }
}
