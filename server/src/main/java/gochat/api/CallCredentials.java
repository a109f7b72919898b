package gochat.api;

import static java.util.Objects.requireNonNull;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The credentials of a unary call.
///
/// @param token null for none
/// @param lane the lane of the connection
record CallCredentials(Origin origin, @Nullable String token, Executor lane) {
  private static final Context.Key<CallCredentials> KEY = Context.key("credentials");

  /// The credentials of the call that this thread serves.
  static CallCredentials ofCall() {
    CallCredentials shown = KEY.get();
    if (shown == null) {
      throw new IllegalStateException("a service without its interceptor");
    }
    return shown;
  }

  /// Attaches the credentials to the call. Does not wait.
  static final class Interceptor implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      CallCredentials shown =
          new CallCredentials(
              Origin.of(call.getAttributes()),
              Authentication.token(headers),
              requireNonNull(call.getAttributes().get(Origin.LANE), "the transport's lane"));
      return Contexts.interceptCall(Context.current().withValue(KEY, shown), call, headers, next);
    }
  }
}
