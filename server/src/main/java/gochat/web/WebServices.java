package gochat.web;

import gochat.api.Api;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The services of a web port.
///
/// @param calls their unary methods are served, as gRPC-Web, and as JSON where `google.api.http`
///   says so
/// @param connect at `/v1/connect`, over WebSockets; null for nothing there
/// @param events at `/v1/events`, as server-sent events; null for nothing there
public record WebServices(
    List<ServerServiceDefinition> calls,
    @Nullable TextService connect,
    @Nullable TextService events) {
  public WebServices {
    calls = List.copyOf(calls);
  }

  /// The v1 API.
  public static WebServices of(Api api) {
    return new WebServices(
        api.callServices(),
        new JsonStreamService(JsonStreamService.Kind.CONNECT, api),
        new JsonStreamService(JsonStreamService.Kind.FOLLOW, api));
  }
}
