package gochat.grpc;

import gochat.api.Api;
import gochat.api.Authentication;
import gochat.api.V1Stream;
import gochat.grpc.ApiStream.Kind;
import gochat.v1.StreamServiceGrpc;

/// `gochat.v1.StreamService`, as streams that share frames.
public final class StreamService {
  private final Api api;
  private final GrpcStream.Method method;

  public StreamService(Api api) {
    this.api = api;
    method = GrpcStream.Method.of(GrpcFraming.V1, api.services().limits());
  }

  public void addTo(ServiceRegistry.Builder services) {
    // Registered for reflection; the streams serve its methods.
    services.add(new StreamServiceGrpc.StreamServiceImplBase() {}.bindService());
    services.stream(StreamServiceGrpc.getFollowMethod(), opening(Kind.FOLLOW));
    services.stream(StreamServiceGrpc.getConnectMethod(), opening(Kind.CONNECT));
  }

  private InboundStream.Factory opening(Kind kind) {
    return (request, responder) -> {
      String token = Authentication.token(request.metadata());
      return new ApiStream(
          kind,
          method,
          request,
          responder,
          transport ->
              new V1Stream(api, responder.eventLoop(), request.origin(), token, transport));
    };
  }
}
