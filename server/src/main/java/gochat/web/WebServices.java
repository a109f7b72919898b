package gochat.web;

import gochat.api.Api;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The services of a web port.
///
/// @param calls services whose unary methods are served as gRPC-Web and Connect, and as JSON by the
///   paths of their options `google.api.http`
/// @param connect served at `/v1/connect` over WebSockets; null for none
/// @param follow served as `gochat.v1.StreamService/Follow` over gRPC-Web and Connect, and at
///   `/v1/events` as server-sent events; null for none
public record WebServices(
    List<ServerServiceDefinition> calls,
    @Nullable TextService connect,
    @Nullable FollowService follow) {
  public WebServices {
    calls = List.copyOf(calls);
  }

  /// The v1 API.
  public static WebServices of(Api api) {
    ApiStreams streams = new ApiStreams(api);
    return new WebServices(api.callServices(), streams, streams);
  }
}
