package gochat.error;

import com.google.rpc.Code;

/// The reasons of all errors, as `google.rpc.ErrorInfo` names them to programs. A name never
/// changes its meaning. `docs/errors.md` is made from this table.
public enum Reason {
  FIELD_INVALID(
      Code.INVALID_ARGUMENT,
      "A field of the request is unknown, is given twice, or has a value that is not accepted."
          + " `google.rpc.BadRequest` names the field.",
      "Correct the field."),
  BODY_INVALID(
      Code.INVALID_ARGUMENT,
      "The body, the message or the frame can't be decoded, or is not complete.",
      "Correct the client."),
  BODY_TOO_LONG(
      Code.RESOURCE_EXHAUSTED,
      413,
      "The body, the message or the frame is longer than the server reads.",
      "Send less."),
  HEADER_INVALID(
      Code.INVALID_ARGUMENT,
      "The head of the request, or one of its headers, is malformed.",
      "Correct the client."),
  HEADERS_TOO_LONG(
      Code.RESOURCE_EXHAUSTED,
      431,
      "The headers, or the metadata, are longer than the server reads.",
      "Send fewer or shorter headers."),
  PATH_TOO_LONG(
      Code.RESOURCE_EXHAUSTED,
      414,
      "The first line of the request is longer than the server reads.",
      "Send long values in a body, or over gRPC."),
  CONTENT_TYPE_UNKNOWN(
      Code.INVALID_ARGUMENT,
      415,
      "The call is not served in the format that the header `content-type` names.",
      "Send one of the formats that the message names."),
  ENCODING_UNKNOWN(
      Code.UNIMPLEMENTED,
      415,
      "The server does not know the compression of the request.",
      "Compress with gzip, or not at all."),
  CALL_UNKNOWN(
      Code.UNIMPLEMENTED,
      404,
      "There is no such call: an unknown path, method of gRPC, or request in a frame.",
      "Correct the path. A client may also be newer than the server: do without the call."),
  METHOD_NOT_ALLOWED(
      Code.UNIMPLEMENTED,
      405,
      "The path does not support the method of HTTP.",
      "Use one of the methods that the header `allow` names."),
  WEB_SOCKET_NEEDED(
      Code.FAILED_PRECONDITION,
      "The path takes WebSockets only.",
      "Open a WebSocket of version 13 over HTTP/1.1."),
  TLS_NEEDED(Code.FAILED_PRECONDITION, "The server takes no unencrypted connections.", "Use TLS."),
  START_NEEDED(
      Code.INVALID_ARGUMENT,
      "The first frame of a stream is not `start`.",
      "Send `start` as the first frame."),
  START_REPEATED(
      Code.INVALID_ARGUMENT,
      "A stream got a second `start`. The stream goes on.",
      "Open another stream, or change the watched users with `watch_presence`."),
  START_LATE(
      Code.DEADLINE_EXCEEDED,
      "The stream did not start in time.",
      "Send `start` as soon as the stream is open."),
  TOKEN_MISSING(
      Code.UNAUTHENTICATED,
      "The call needs a token.",
      "Sign in, and send the token as `authorization: Bearer TOKEN`, or in `start`."),
  TOKEN_REFUSED(
      Code.UNAUTHENTICATED,
      "The token is unknown, expired or revoked.",
      "Forget the token, do not repeat the call, and sign in again."),
  INSECURE(
      Code.FAILED_PRECONDITION,
      403,
      "The server takes passwords and the tokens of accounts from other machines only over an"
          + " encrypted connection.",
      "Connect with TLS, or as a guest. The token stays valid."),
  HOST_UNKNOWN(
      Code.FAILED_PRECONDITION,
      421,
      "The server does not know the host name of the request as its own.",
      "Start the server with `--web-hosts`."),
  ORIGIN_FOREIGN(
      Code.PERMISSION_DENIED,
      "A web page of another origin made the request.",
      "Have the proxy pass on the header `host`, or start the server with `--web-hosts`; for a page"
          + " of another server, with `--web-origin`."),
  ROOM_NOT_FOUND(
      Code.NOT_FOUND,
      "The room does not exist, or the user may not know of it: both look the same.",
      "Correct the room, or have the user invited."),
  ROOM_AMBIGUOUS(
      Code.INVALID_ARGUMENT,
      "Several rooms have the name. The message has their ids.",
      "Name the room by its id."),
  INVITATION_NOT_FOUND(
      Code.NOT_FOUND,
      "There is no invitation with this id, or not any more.",
      "Look the id up with `ListInvitations`."),
  REPORT_NOT_FOUND(
      Code.NOT_FOUND,
      "There is no report with this id, or not any more, or the user may not read it.",
      "Look the id up with `ListReports`."),
  SESSION_NOT_FOUND(
      Code.NOT_FOUND,
      "The user has no session with this id.",
      "Look the id up with `ListSessions`. If the session was to be ended, it has ended."),
  NOT_FOUND(
      Code.NOT_FOUND,
      "A service of gRPC itself, such as health checks, does not know the requested thing.",
      "Correct the request."),
  NAME_TAKEN(
      Code.ALREADY_EXISTS, "In the first contract: the name is in use.", "Choose another name."),
  TOO_FAST(
      Code.RESOURCE_EXHAUSTED,
      "The user makes more changes than the server allows. Nothing was done.",
      "Repeat the call after the pause."),
  TOO_MANY_CALLS(
      Code.RESOURCE_EXHAUSTED,
      "Too many calls of the address, or of all clients, are open. Nothing was done.",
      "Repeat the call after the pause."),
  TOO_MANY_STREAMS(
      Code.RESOURCE_EXHAUSTED,
      "The user has as many streams as allowed.",
      "Close another stream, then open this one again."),
  TOO_SLOW(
      Code.RESOURCE_EXHAUSTED,
      "The client did not read what was sent to it.",
      "Connect again with the cursors, and read faster."),
  BUSY(
      Code.RESOURCE_EXHAUSTED,
      503,
      "The server is overloaded. Nothing was done.",
      "Repeat the call after the pause."),
  DISK_FULL(
      Code.RESOURCE_EXHAUSTED,
      503,
      "The server's disk is full. Nothing was done; reads still work.",
      "Ask the server's operator to make space. Repeat the call after the pause."),
  SHUTTING_DOWN(
      Code.UNAVAILABLE, "The server stops. Nothing was done.", "Connect again after a pause."),
  STREAM_FAILED(
      Code.UNAVAILABLE,
      "The server could not go on serving the stream.",
      "Connect again with the cursors after a pause."),
  STORE_FAILED(
      Code.UNAVAILABLE,
      "The server can't use its store. It is unknown whether a change was done.",
      "Repeat the call after the pause; a message with the same `client_message_id`."),
  OUTCOME_UNKNOWN(
      Code.UNAVAILABLE,
      "The server failed to store a change. It is unknown whether it was done.",
      "Repeat the call after the pause; a message with the same `client_message_id`."),
  RECEIVER_SILENT(
      Code.UNKNOWN,
      504,
      "The server of the receiver of a private message that is not stored does not answer. It is"
          + " unknown whether the message was delivered.",
      "Ask the receiver, or send it again."),
  DATA_DAMAGED(
      Code.DATA_LOSS,
      500,
      "Stored data that the request needs is damaged. Nothing was done. A stream leaves out damaged"
          + " events, with a `gap`, and fails with it when other data of one of its rooms is damaged.",
      "Tell the server's operator: the server's log names the place. Other rooms and users are not"
          + " affected."),
  DEADLINE_PASSED(
      Code.DEADLINE_EXCEEDED,
      "The call did not end within its time. It is unknown whether a change was done.",
      "Repeat the call; a message with the same `client_message_id`."),
  CANCELLED(
      Code.CANCELLED,
      "The client has given up the call. It is unknown whether a change was done.",
      "Nothing."),
  SERVER_FAILED(
      Code.INTERNAL,
      "The server has a fault. It is unknown whether a change was done.",
      "Tell the server's operator: the server's log has the cause. Do not repeat the call.");

  private final Code code;
  private final int http;
  private final String when;
  private final String action;

  Reason(Code code, String when, String action) {
    this(code, http(code), when, action);
  }

  Reason(Code code, int http, String when, String action) {
    this.code = code;
    this.http = http;
    this.when = when;
    this.action = action;
  }

  /// The status over HTTP, as `google/rpc/code.proto` maps it.
  private static int http(Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, FAILED_PRECONDITION -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case NOT_FOUND -> 404;
      case ALREADY_EXISTS -> 409;
      case RESOURCE_EXHAUSTED -> 429;
      case CANCELLED -> 499;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
      case DEADLINE_EXCEEDED -> 504;
      case OK, ABORTED, OUT_OF_RANGE, UNIMPLEMENTED, UNKNOWN, DATA_LOSS, UNRECOGNIZED ->
          throw new IllegalStateException(code + " needs a status of its own over HTTP");
    };
  }

  public Code code() {
    return code;
  }

  /// The status over HTTP.
  public int http() {
    return http;
  }

  /// The code of the frame that closes a WebSocket (RFC 6455, section 7.4.1, and its registry).
  public int webSocket() {
    return switch (code) {
      case UNAVAILABLE -> 1001;
      case INTERNAL, DATA_LOSS -> 1011;
      case RESOURCE_EXHAUSTED -> 1013;
      default -> 1008;
    };
  }

  /// The condition, for the documentation.
  public String when() {
    return when;
  }

  /// The reaction of a program, for the documentation.
  public String action() {
    return action;
  }
}
