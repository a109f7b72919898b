package gochat.api;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import gochat.account.AccountsException;
import gochat.account.UserName;
import gochat.journal.JournalException;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.Rejection;
import gochat.room.RoomKind;
import gochat.session.Refusals;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All failures of calls. A correct client does not meet them, as opposed to refusals. Each failure
/// has a sentence that says what happened, with which value, and what to do, and details of
/// `google.rpc` for programs.
public final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private static final String DOMAIN = "gochat";
  private static final int BUSY_RETRY_MS = 100;
  private static final int STORE_RETRY_MS = 1_000;
  private static final int CROWDED_RETRY_MS = 5_000;
  private static final int NANOS_PER_MS = 1_000_000;

  /// The reason in `google.rpc.ErrorInfo`, a stable name for programs.
  private enum Reason {
    FIELD_INVALID(Code.INVALID_ARGUMENT),
    TOKEN_MISSING(Code.UNAUTHENTICATED),
    TOKEN_REFUSED(Code.UNAUTHENTICATED),
    TOKEN_INSECURE(Code.UNAUTHENTICATED),
    ROOM_AMBIGUOUS(Code.INVALID_ARGUMENT),
    NOT_FOUND(Code.NOT_FOUND),
    NOT_ALLOWED(Code.PERMISSION_DENIED),
    HOST_UNKNOWN(Code.FAILED_PRECONDITION),
    ORIGIN_FOREIGN(Code.PERMISSION_DENIED),
    UNKNOWN_REQUEST(Code.UNIMPLEMENTED),
    BUSY(Code.RESOURCE_EXHAUSTED),
    DISK_FULL(Code.RESOURCE_EXHAUSTED),
    QUOTA_REACHED(Code.RESOURCE_EXHAUSTED),
    OUTCOME_UNKNOWN(Code.UNAVAILABLE),
    STORE_FAILED(Code.UNAVAILABLE),
    SERVER_FAILED(Code.INTERNAL);

    private final Code code;

    Reason(Code code) {
      this.code = code;
    }
  }

  private Failures() {}

  /// @param field the field's path in the request, such as `cursors[3].seq`
  /// @param value the field's value, safe to be shown
  public static StatusRuntimeException invalid(String field, Object value, String expectation) {
    return invalid(field, "%s: %s (expected: %s)".formatted(field, value, expectation));
  }

  /// @param sentence what is wrong, for users
  public static StatusRuntimeException invalid(String field, String sentence) {
    return failure(
        Reason.FIELD_INVALID,
        sentence,
        BadRequest.newBuilder()
            .addFieldViolations(
                BadRequest.FieldViolation.newBuilder().setField(field).setDescription(sentence))
            .build());
  }

  static StatusRuntimeException tokenMissing() {
    return failure(
        Reason.TOKEN_MISSING,
        "This call needs a token. Sign in with gochat.v1.AccountService, and send the token as"
            + " \"authorization: Bearer TOKEN\".");
  }

  static StatusRuntimeException tokenRefused(String sentence) {
    return failure(Reason.TOKEN_REFUSED, sentence);
  }

  static StatusRuntimeException tokenInsecure() {
    return failure(
        Reason.TOKEN_INSECURE,
        "This connection is not encrypted, so it takes no token of an account: anybody on the way"
            + " could read it. Connect with TLS, or have the server started with --insecure.");
  }

  /// The room doesn't exist, or the caller may not know that it exists; both look the same.
  static StatusRuntimeException noSuchRoom(String reference) {
    return notFound(
        "There is no room %s that you may read. A room is named by its id or by \"#name\"."
            .formatted(VisibleText.quoted(reference)));
  }

  /// Several rooms that the caller may know of have this name.
  static StatusRuntimeException ambiguousRoom(String reference, List<Listing> rooms) {
    String ids =
        rooms.stream()
            .map(room ->
                "%s (%s%s)"
                    .formatted(
                        room.room().value(),
                        room.kind() == RoomKind.PUBLIC ? "public" : "private",
                        room.isMember() ? ", yours" : ""))
            .collect(Collectors.joining(", "));
    return failure(
        Reason.ROOM_AMBIGUOUS,
        "%s is the name of several rooms, so nothing was done. Name the one that you mean by its"
                .formatted(VisibleText.quoted(reference))
            + " id: "
            + ids
            + ".");
  }

  static StatusRuntimeException notFound(String sentence) {
    return failure(Reason.NOT_FOUND, sentence);
  }

  static StatusRuntimeException notAllowed(String sentence) {
    return failure(Reason.NOT_ALLOWED, sentence);
  }

  /// The request names a host that is not this server's.
  public static StatusRuntimeException hostUnknown(String host) {
    String shown = VisibleText.quoted(host);
    return failure(
        Reason.HOST_UNKNOWN,
        "This server does not know that it is called %s. If it is, start it with --web-hosts %s."
            .formatted(shown, shown.replace("\"", "")));
  }

  /// The request is from a web page of another server.
  ///
  /// @param origin the page's origin, from the browser
  public static StatusRuntimeException originForeign(String origin) {
    return failure(
        Reason.ORIGIN_FOREIGN,
        ("A page from another origin, %s, may not use this server. If it is this server's page"
                + " behind a proxy, have the proxy pass on the header Host, or name in --web-hosts"
                + " what stands in the browser's address bar.")
            .formatted(VisibleText.quoted(origin)));
  }

  static StatusRuntimeException unknownRequest() {
    return failure(
        Reason.UNKNOWN_REQUEST,
        "The frame holds no request that this server knows. The client may be newer than the"
            + " server.");
  }

  static StatusRuntimeException busy() {
    return failure(
        Reason.BUSY,
        "The server has too much to do at the moment; nothing was done. Try again in a moment.",
        retry(BUSY_RETRY_MS));
  }

  /// The client has too many open calls.
  public static StatusRuntimeException tooManyCalls() {
    return failure(
        Reason.BUSY,
        "Too many requests from your address, or to the whole server, are not finished; nothing was"
            + " done. Try again in a moment.",
        retry(BUSY_RETRY_MS));
  }

  /// The caller exceeds a rate limit.
  static StatusRuntimeException tooFast(long waitNanos) {
    int waitMs = (int) Math.ceilDiv(waitNanos, NANOS_PER_MS);
    return failure(
        Reason.BUSY,
        "You are faster than this server allows; nothing was done. Try again in %d ms."
            .formatted(waitMs),
        retry(waitMs));
  }

  /// A quota is used up for a time.
  static StatusRuntimeException quotaReached(String sentence, long waitNanos) {
    return failure(
        Reason.QUOTA_REACHED, sentence, retry((int) Math.ceilDiv(waitNanos, NANOS_PER_MS)));
  }

  /// A quota is used up permanently.
  static StatusRuntimeException quotaReached(String sentence) {
    return failure(Reason.QUOTA_REACHED, sentence);
  }

  /// Too many of the caller's messages to the receiver are waiting.
  static StatusRuntimeException crowded(UserName receiver) {
    return failure(
        Reason.BUSY,
        "%s does not read what you wrote before; this message has not been delivered. Try again in a while."
            .formatted(VisibleText.quoted(receiver.toString())),
        retry(CROWDED_RETRY_MS));
  }

  static StatusRuntimeException outcomeUnknown() {
    return failure(
        Reason.OUTCOME_UNKNOWN,
        "The server failed to store this; it is unknown whether it was done. Look, then try again.",
        retry(STORE_RETRY_MS));
  }

  /// @param messageId the id with which the client can send the message again
  static StatusRuntimeException outcomeUnknown(UUID messageId) {
    return failure(
        Reason.OUTCOME_UNKNOWN,
        "The server failed to store the message; the outcome is unknown. Send it again with the"
            + " same"
            + " client_message_id, \"%s\": it is stored once.".formatted(messageId),
        retry(STORE_RETRY_MS));
  }

  /// Translates an exception into the failure that the client gets.
  public static StatusRuntimeException of(Throwable thrown) {
    return switch (thrown) {
      case StatusRuntimeException failure -> failure;
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case JournalException e -> e.isDiskFull() ? diskFull() : storeFailed(e);
      case AccountsException e -> e.isDiskFull() ? diskFull() : storeFailed(e);
      default -> {
        log.atError().setCause(thrown).log("a call failed");
        yield failure(Reason.SERVER_FAILED, "The server failed; its log says why.");
      }
    };
  }

  /// The store has logged the full disk.
  private static StatusRuntimeException diskFull() {
    return failure(Reason.DISK_FULL, Refusals.sentence(Rejection.DISK_FULL), retry(STORE_RETRY_MS));
  }

  private static StatusRuntimeException storeFailed(RuntimeException e) {
    // Without a stack trace, because a broken disk causes many of them.
    log.atError().addKeyValue("reason", e.getMessage()).log("the store failed");
    return failure(
        Reason.STORE_FAILED,
        "The server can't use its store at the moment, and it is unknown whether anything was done."
            + " Try again in a moment.",
        retry(STORE_RETRY_MS));
  }

  /// The failure as a message in a frame.
  static com.google.rpc.Status toStatus(Throwable thrown) {
    return requireNonNull(StatusProto.fromThrowable(of(thrown)), "a failure has a status");
  }

  private static RetryInfo retry(int delayMs) {
    return RetryInfo.newBuilder()
        .setRetryDelay(
            Duration.newBuilder()
                .setSeconds(delayMs / 1_000)
                .setNanos(delayMs % 1_000 * NANOS_PER_MS))
        .build();
  }

  private static StatusRuntimeException failure(
      Reason reason, String sentence, Message... details) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder().setCode(reason.code.getNumber()).setMessage(sentence);
    status.addDetails(
        Any.pack(ErrorInfo.newBuilder().setReason(reason.name()).setDomain(DOMAIN).build()));
    for (Message detail : details) {
      status.addDetails(Any.pack(detail));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }
}
