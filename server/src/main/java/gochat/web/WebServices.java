package gochat.web;

import gochat.api.Api;
import gochat.edge.Health;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The services of a web port.
///
/// @param calls services whose unary methods are served as gRPC-Web and Connect, and as JSON by the
///   paths of their options `google.api.http`
/// @param open the full names of the methods that need no token, for the documentation
/// @param connect served at `/v1/connect` over WebSockets; null for none
/// @param follow served as `gochat.v1.StreamService/Follow` over gRPC-Web and Connect, and at
///   `/v1/events` as server-sent events; null for none
/// @param health served at `/health/live` and `/health/ready`; null for none
public record WebServices(
    List<ServerServiceDefinition> calls,
    Set<String> open,
    @Nullable TextService connect,
    @Nullable FollowService follow,
    @Nullable Health health) {
  public WebServices {
    calls = List.copyOf(calls);
    open = Set.copyOf(open);
  }

  /// All methods need a token.
  WebServices(
      List<ServerServiceDefinition> calls,
      @Nullable TextService connect,
      @Nullable FollowService follow) {
    this(calls, Set.of(), connect, follow, null);
  }

  /// The v1 API.
  ///
  /// @param health null for none
  public static WebServices of(Api api, @Nullable Health health) {
    ApiStreams streams = new ApiStreams(api);
    return new WebServices(api.callServices(), api.openCalls(), streams, streams, health);
  }
}
