package gochat.web;

import com.linecorp.armeria.common.HttpStatus;
import io.grpc.Status;
import io.grpc.Status.Code;

/// gRPC's codes as HTTP's and back, as `google/rpc/code.proto` maps them. Stateless.
final class HttpStatuses {
  private HttpStatuses() {}

  static HttpStatus of(Code code) {
    return switch (code) {
      case OK -> HttpStatus.OK;
      case CANCELLED -> HttpStatus.CLIENT_CLOSED_REQUEST;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case ALREADY_EXISTS, ABORTED -> HttpStatus.CONFLICT;
      case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
      case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      case UNKNOWN, INTERNAL, DATA_LOSS -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /// What an answer of the HTTP layer itself means, for the body beside it.
  static Status toGrpc(HttpStatus status) {
    return switch (status.code()) {
      case 401 -> Status.UNAUTHENTICATED;
      case 403 -> Status.PERMISSION_DENIED;
      case 404 -> Status.NOT_FOUND;
      case 405, 501 -> Status.UNIMPLEMENTED;
      case 408, 504 -> Status.DEADLINE_EXCEEDED;
      case 413, 429, 431 -> Status.RESOURCE_EXHAUSTED;
      case 503 -> Status.UNAVAILABLE;
      default ->
          status.isServerError()
              ? Status.INTERNAL
              : status.isClientError() ? Status.INVALID_ARGUMENT : Status.UNKNOWN;
    };
  }
}
