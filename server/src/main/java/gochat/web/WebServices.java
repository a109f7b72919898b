package gochat.web;

import gochat.api.Api;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The services of a web port.
///
/// @param calls services whose unary methods are served as gRPC-Web, and as JSON if they have the
///   option `google.api.http`
/// @param connect served at `/v1/connect` over WebSockets; null for none
/// @param events served at `/v1/events` as server-sent events; null for none
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
