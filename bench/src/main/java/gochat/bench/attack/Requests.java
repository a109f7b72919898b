package gochat.bench.attack;

/// Requests that several attacks use.
final class Requests {
  static final String SIGN_IN = "/v1/sign-in";
  static final String GUEST_SIGN_IN = "/v1/sign-in/guest";

  private Requests() {}

  /// The headers of a request without a token that waits for its body.
  ///
  /// @param more further headers, names and values alternating
  static byte[] unfinished(Port port, String... more) {
    return switch (port) {
      case GRPC -> RawHttp2.post("/gochat.ChatService/Chat", "application/grpc", more);
      case WEB -> RawHttp2.post(SIGN_IN, "application/json", more);
    };
  }
}
