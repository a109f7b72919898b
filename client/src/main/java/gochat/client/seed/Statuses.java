package gochat.client.seed;

import gochat.client.ConnectionProblem;
import gochat.client.Security;
import gochat.client.seed.ChatEvent.Refusal;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// The meaning of a stream's final status for this client.
final class Statuses {
  private Statuses() {}

  /// @return null if the status is no refusal
  static @Nullable Refusal refusal(Status status) {
    if (Security.isTlsAskedFor(ConnectionProblem.description(status))) {
      return Refusal.NO_PLAINTEXT;
    }
    return switch (status.getCode()) {
      case ALREADY_EXISTS -> Refusal.NAME_TAKEN;
      case INVALID_ARGUMENT -> Refusal.NAME_INVALID;
      case UNAUTHENTICATED, PERMISSION_DENIED -> Refusal.NOT_ALLOWED;
      case UNIMPLEMENTED -> Refusal.NOT_A_CHAT_SERVER;
      // An HTTP/2 server that is not a gRPC server.
      default ->
          ConnectionProblem.description(status).startsWith("HTTP status code")
              ? Refusal.NOT_A_CHAT_SERVER
              : null;
    };
  }

  /// Whether a half-closed stream that ends with this status was read to its end by the server: OK,
  /// or UNKNOWN, the status of a Go handler that returns the end of input as its error. UNKNOWN
  /// with a cause, an exception on this side, means a broken connection.
  static boolean confirmsTheEnd(Status status) {
    return status.isOk() || (status.getCode() == Status.Code.UNKNOWN && status.getCause() == null);
  }

  /// Whether the connection timed out, rather than being closed by the other side.
  static boolean isTimeout(Status status) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.contains("timed out")) {
        return true;
      }
    }
    return ConnectionProblem.description(status).startsWith("Keepalive failed");
  }
}
