package gochat.grpc;

import gochat.api.Conversation;
import gochat.api.ConversationContext;
import gochat.edge.Timeouts;
import gochat.grpc.ApiStream.Method;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.RequestLimit;
import gochat.v1.StreamServiceGrpc;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// `gochat.v1.StreamService`, served by frames that its streams share.
public final class StreamService {
  private final Function<Executor, ConversationContext> contexts;
  private final int frameBytesMax;
  private final Timeouts timeouts;

  /// @param contexts for the streams on a lane
  public StreamService(Function<Executor, ConversationContext> contexts, Limits limits) {
    this.contexts = contexts;
    timeouts = new Timeouts(limits);
    frameBytesMax = limits.of(MessageLimit.TEXT_BYTES) + limits.of(RequestLimit.BESIDE_TEXT_BYTES);
  }

  public void addTo(ServiceRegistry.Builder services) {
    // Ordinary for reflection only: its methods are served by the streams.
    services.add(new StreamServiceGrpc.StreamServiceImplBase() {}.bindService());
    services.stream(StreamServiceGrpc.getFollowMethod(), opening(Method.FOLLOW));
    services.stream(StreamServiceGrpc.getConnectMethod(), opening(Method.CONNECT));
  }

  private InboundStream.Factory opening(Method method) {
    return (request, responder) -> {
      ConversationContext context = contexts.apply(responder.eventLoop());
      return new ApiStream(
          method,
          timeouts,
          request,
          responder,
          frameBytesMax,
          transport ->
              new Conversation(context, request.origin(), request.bearerToken(), transport));
    };
  }
}
