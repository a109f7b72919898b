package gochat.client.seed;

import gochat.client.Security;
import gochat.client.Trouble;
import gochat.client.seed.ChatEvent.Refusal;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// What the status of a stream that ended says to this client.
final class Statuses {
  private Statuses() {}

  /// @return null when the server would have this user
  static @Nullable Refusal refusal(Status status) {
    if (Security.isTlsAskedFor(Trouble.description(status))) {
      return Refusal.NO_PLAINTEXT;
    }
    return switch (status.getCode()) {
      case ALREADY_EXISTS -> Refusal.NAME_TAKEN;
      case INVALID_ARGUMENT -> Refusal.NAME_INVALID;
      case UNAUTHENTICATED, PERMISSION_DENIED -> Refusal.NOT_ALLOWED;
      case UNIMPLEMENTED -> Refusal.NOT_A_CHAT_SERVER;
      // An HTTP/2 server that is not a gRPC server.
      default ->
          Trouble.description(status).startsWith("HTTP status code")
              ? Refusal.NOT_A_CHAT_SERVER
              : null;
    };
  }

  /// Whether the server has read everything when it ends a half-closed stream like this: with OK,
  /// or with UNKNOWN, which is how a Go handler ends that returns the end of input as its error.
  /// With a cause, that is an exception on this side, UNKNOWN is about a connection that broke.
  static boolean confirmsTheEnd(Status status) {
    return status.isOk() || (status.getCode() == Status.Code.UNKNOWN && status.getCause() == null);
  }

  /// Whether nothing came through the connection any more, rather than its end.
  static boolean isTimeout(Status status) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.contains("timed out")) {
        return true;
      }
    }
    return Trouble.description(status).startsWith("Keepalive failed");
  }
}
