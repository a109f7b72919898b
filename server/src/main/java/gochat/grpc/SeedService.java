package gochat.grpc;

import gochat.ChatServiceGrpc;
import gochat.api.Authentication;
import gochat.limit.Limits;
import gochat.session.Proof;
import gochat.session.SeedContext;
import gochat.session.SeedSession;
import io.grpc.StatusRuntimeException;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `gochat.ChatService`, served by frames that its streams share.
public final class SeedService {
  private final Function<Executor, SeedContext> contexts;
  private final Authentication authentication;
  private final GrpcStream.Method method;

  /// @param contexts for the streams on a lane
  public SeedService(
      Function<Executor, SeedContext> contexts, Authentication authentication, Limits limits) {
    this.contexts = contexts;
    this.authentication = authentication;
    method = GrpcStream.Method.of(GrpcFraming.SEED, limits);
  }

  public void addTo(ServiceRegistry.Builder services) {
    // Ordinary for reflection only: its one method is served by the streams.
    services.add(new ChatServiceGrpc.ChatServiceImplBase() {}.bindService());
    services.stream(ChatServiceGrpc.getChatMethod(), this::open);
  }

  private ChatStream open(GrpcRequest request, GrpcResponder responder) {
    SeedContext context = contexts.apply(responder.eventLoop());
    return new ChatStream(
        method,
        request,
        responder,
        client ->
            new SeedSession(
                UUID.randomUUID(), request.origin().address(), proof(request), context, client));
  }

  private @Nullable Proof proof(GrpcRequest request) {
    String token = request.bearerToken();
    if (token == null) {
      return null;
    }
    return onEnd -> {
      try {
        return new Proof.Verdict.Admitted(authentication.admit(request.origin(), token, onEnd));
      } catch (StatusRuntimeException e) {
        return new Proof.Verdict.Refused(String.valueOf(e.getStatus().getDescription()));
      }
    };
  }
}
