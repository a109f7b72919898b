package gochat.grpc;

import gochat.ChatServiceGrpc;
import gochat.api.Authentication;
import gochat.session.Lane;
import gochat.session.Proof;
import gochat.session.Services;
import gochat.session.Session;
import io.grpc.StatusRuntimeException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `gochat.ChatService`, as streams that share frames.
public final class SeedService {
  private final Services services;
  private final Authentication authentication;
  private final GrpcStream.Method method;

  public SeedService(Services services, Authentication authentication) {
    this.services = services;
    this.authentication = authentication;
    method = GrpcStream.Method.of(GrpcFraming.SEED, services.limits());
  }

  public void addTo(ServiceRegistry.Builder services) {
    // Registered for reflection; the streams serve its only method.
    services.add(new ChatServiceGrpc.ChatServiceImplBase() {}.bindService());
    services.stream(ChatServiceGrpc.getChatMethod(), this::open);
  }

  private ChatStream open(GrpcRequest request, GrpcResponder responder) {
    Lane lane = services.lane(responder.eventLoop());
    return new ChatStream(
        method,
        request,
        responder,
        client ->
            Session.seed(
                UUID.randomUUID(),
                request.origin().address(),
                proof(request),
                lane,
                services,
                client));
  }

  private @Nullable Proof proof(GrpcRequest request) {
    String token = Authentication.token(request.metadata());
    if (token == null) {
      return null;
    }
    return holder -> {
      try {
        return new Proof.Verdict.Admitted(authentication.admit(request.origin(), token, holder));
      } catch (StatusRuntimeException e) {
        return new Proof.Verdict.Refused(String.valueOf(e.getStatus().getDescription()));
      }
    };
  }
}
