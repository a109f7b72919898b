package gochat.grpc;

import gochat.api.Conversation;
import gochat.api.ConversationContext;
import gochat.grpc.ApiStream.Kind;
import gochat.limit.Limits;
import gochat.v1.StreamServiceGrpc;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// `gochat.v1.StreamService`, served by frames that its streams share.
public final class StreamService {
  private final Function<Executor, ConversationContext> contexts;
  private final GrpcStream.Method method;

  /// @param contexts for the streams on a lane
  public StreamService(Function<Executor, ConversationContext> contexts, Limits limits) {
    this.contexts = contexts;
    method = GrpcStream.Method.of(GrpcFraming.V1, limits);
  }

  public void addTo(ServiceRegistry.Builder services) {
    // Ordinary for reflection only: its methods are served by the streams.
    services.add(new StreamServiceGrpc.StreamServiceImplBase() {}.bindService());
    services.stream(StreamServiceGrpc.getFollowMethod(), opening(Kind.FOLLOW));
    services.stream(StreamServiceGrpc.getConnectMethod(), opening(Kind.CONNECT));
  }

  private InboundStream.Factory opening(Kind kind) {
    return (request, responder) -> {
      ConversationContext context = contexts.apply(responder.eventLoop());
      return new ApiStream(
          kind,
          method,
          request,
          responder,
          transport ->
              new Conversation(context, request.origin(), request.bearerToken(), transport));
    };
  }
}
