package gochat.api;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/// What a call shows of who makes it.
///
/// @param token null when it shows none
record Credentials(Origin origin, @Nullable String token) {
  private static final Context.Key<Credentials> KEY = Context.key("credentials");

  /// Those of the call that this thread serves.
  static Credentials ofCall() {
    Credentials shown = KEY.get();
    if (shown == null) {
      throw new IllegalStateException("a service without its interceptor");
    }
    return shown;
  }

  /// Notes them for the services behind it. Does not wait.
  static final class Interceptor implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      Credentials shown =
          new Credentials(Origin.of(call.getAttributes()), Authentication.token(headers));
      return Contexts.interceptCall(Context.current().withValue(KEY, shown), call, headers, next);
    }
  }
}
