package gochat.grpc;

import gochat.api.Conversation;
import gochat.api.ConversationContext;
import gochat.grpc.ApiStream.Method;
import gochat.v1.StreamServiceGrpc;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// `gochat.v1.StreamService`, served by frames that its streams share.
public final class StreamService {
  /// Room in a frame for what is not its text, and for a text that is too long but not by much:
  /// that one is refused by name.
  private static final int BESIDE_TEXT_BYTES_MAX = 64 * 1_024;

  private final Function<Executor, ConversationContext> contexts;
  private final int frameBytesMax;
  private final GrpcLimits limits;

  /// @param contexts for the streams on a lane
  /// @param textBytesMax the longest text of a message, in bytes of UTF-8
  public StreamService(
      Function<Executor, ConversationContext> contexts, int textBytesMax, GrpcLimits limits) {
    this.contexts = contexts;
    this.limits = limits;
    frameBytesMax = textBytesMax + BESIDE_TEXT_BYTES_MAX;
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
          limits,
          request,
          responder,
          frameBytesMax,
          transport -> new Conversation(context, request.origin(), transport));
    };
  }
}
