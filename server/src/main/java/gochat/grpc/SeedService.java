package gochat.grpc;

import gochat.ChatServiceGrpc;
import gochat.session.SeedContext;
import gochat.session.SeedSession;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// `gochat.ChatService`, served by frames that its streams share.
public final class SeedService {
  /// Room in a message for what is not its text: two names and fields from the future.
  private static final int BESIDE_TEXT_BYTES_MAX = 4 * 1_024;

  private final Function<Executor, SeedContext> contexts;
  private final int textBytesMax;
  private final GrpcLimits limits;

  /// @param contexts for the streams on a lane
  /// @param textBytesMax the longest text of a message, in bytes of UTF-8
  public SeedService(
      Function<Executor, SeedContext> contexts, int textBytesMax, GrpcLimits limits) {
    this.contexts = contexts;
    this.textBytesMax = textBytesMax;
    this.limits = limits;
  }

  public void addTo(ServiceRegistry.Builder services) {
    // Ordinary for reflection only: its one method is served by the streams.
    services.add(new ChatServiceGrpc.ChatServiceImplBase() {}.bindService());
    services.stream(ChatServiceGrpc.getChatMethod(), this::open);
  }

  private ChatStream open(GrpcRequest request, GrpcResponder responder) {
    SeedContext context = contexts.apply(responder.eventLoop());
    return new ChatStream(
        limits,
        request,
        responder,
        textBytesMax + BESIDE_TEXT_BYTES_MAX,
        client -> new SeedSession(UUID.randomUUID(), request.bearerToken(), context, client));
  }
}
