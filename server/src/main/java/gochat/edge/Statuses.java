package gochat.edge;

import static java.util.Objects.requireNonNullElseGet;

import gochat.session.Ending;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Converts the ends of streams and calls to gRPC statuses, and statuses to the codes of other
/// protocols. Stateless.
public final class Statuses {
  public static final Status SHUTTING_DOWN =
      Status.UNAVAILABLE.withDescription("the server is shutting down");

  private static final Logger log = LoggerFactory.getLogger(Statuses.class);

  /// RFC 6455, section 7.4.1, and its registry.
  private static final int NORMAL = 1000;

  private static final int GOING_AWAY = 1001;
  private static final int POLICY_VIOLATION = 1008;
  private static final int INTERNAL_ERROR = 1011;
  private static final int TRY_AGAIN_LATER = 1013;

  /// @param http the status code, as `google/rpc/code.proto` maps it
  /// @param webSocket the code of the frame that closes a WebSocket
  public record Codes(int http, int webSocket) {}

  private Statuses() {}

  public static Status of(Ending ending) {
    Status status =
        switch (ending.reason()) {
          case DONE -> Status.OK;
          case NAME_TAKEN -> Status.ALREADY_EXISTS;
          case NAME_INVALID, REQUEST_INVALID -> Status.INVALID_ARGUMENT;
          case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
          case NOT_STARTED -> Status.DEADLINE_EXCEEDED;
          case TOO_SLOW, TOO_MANY_STREAMS -> Status.RESOURCE_EXHAUSTED;
          case SHUTDOWN, UNAVAILABLE -> Status.UNAVAILABLE;
        };
    return ending.sentence().isEmpty() ? status : status.withDescription(ending.sentence());
  }

  /// The trailers of an exception's status, which may hold details of `google.rpc`.
  public static Metadata trailers(Throwable thrown) {
    return requireNonNullElseGet(Status.trailersFromThrowable(thrown), Metadata::new);
  }

  public static Codes codes(Status status) {
    return switch (status.getCode()) {
      case OK -> new Codes(200, NORMAL);
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> new Codes(400, POLICY_VIOLATION);
      case UNAUTHENTICATED -> new Codes(401, POLICY_VIOLATION);
      case PERMISSION_DENIED -> new Codes(403, POLICY_VIOLATION);
      case NOT_FOUND -> new Codes(404, POLICY_VIOLATION);
      case ALREADY_EXISTS -> new Codes(409, POLICY_VIOLATION);
      case ABORTED -> new Codes(409, TRY_AGAIN_LATER);
      case RESOURCE_EXHAUSTED -> new Codes(429, TRY_AGAIN_LATER);
      case CANCELLED -> new Codes(499, POLICY_VIOLATION);
      case UNKNOWN, INTERNAL, DATA_LOSS -> new Codes(500, INTERNAL_ERROR);
      case UNIMPLEMENTED -> new Codes(501, POLICY_VIOLATION);
      case UNAVAILABLE -> new Codes(503, GOING_AWAY);
      case DEADLINE_EXCEEDED -> new Codes(504, POLICY_VIOLATION);
    };
  }

  /// The status of an answer that the HTTP layer made itself.
  public static Status ofHttp(int code) {
    return switch (code) {
      case 401 -> Status.UNAUTHENTICATED;
      case 403 -> Status.PERMISSION_DENIED;
      case 404 -> Status.NOT_FOUND;
      case 405, 501 -> Status.UNIMPLEMENTED;
      case 408, 504 -> Status.DEADLINE_EXCEEDED;
      case 413, 429, 431 -> Status.RESOURCE_EXHAUSTED;
      case 503 -> Status.UNAVAILABLE;
      default ->
          code >= 500 ? Status.INTERNAL : code >= 400 ? Status.INVALID_ARGUMENT : Status.UNKNOWN;
    };
  }

  /// The status of an exception that a service threw. An exception with a status is for the client;
  /// any other one is logged.
  ///
  /// @param where the method or path, for the log
  public static Status of(Throwable thrown, String where) {
    if (thrown instanceof StatusRuntimeException e) {
      return e.getStatus();
    }
    if (thrown instanceof StatusException e) {
      return e.getStatus();
    }
    if (thrown.getCause() instanceof StatusException e) {
      return e.getStatus();
    }
    log.atError().addKeyValue("method", where).setCause(thrown).log("a service failed");
    return Status.UNKNOWN.withDescription("the server failed; its log says why");
  }
}
