package gochat.api;

import gochat.account.AccountsException;
import gochat.account.Tokens;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import gochat.journal.JournalException;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.Rejection;
import gochat.room.RoomKind;
import gochat.session.Refusals;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The failures that many calls have in common.
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private static final Duration BUSY_PAUSE = Duration.ofMillis(100);
  private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

  private Failures() {}

  static Failure tokenMissing() {
    return Failure.of(
        Reason.TOKEN_MISSING,
        "This call needs a token. Sign in with gochat.v1.AccountService, and send the token as"
            + " \"authorization: Bearer TOKEN\".");
  }

  static Failure tokenRefused() {
    return Failure.of(Reason.TOKEN_REFUSED, Tokens.REFUSED);
  }

  /// @param secret such as `password`
  static Failure insecure(String secret) {
    return Failure.of(
        Reason.INSECURE,
        ("This connection is not encrypted, so it takes no %s: anybody on the way could read it."
                + " Connect with TLS, sign in as a guest, or have the server started with"
                + " --insecure.")
            .formatted(secret));
  }

  /// The room doesn't exist, or the caller may not know that it exists; both look the same.
  static Failure noSuchRoom(String reference) {
    return Failure.of(
        Reason.ROOM_NOT_FOUND,
        "There is no room %s that you may read. A room is named by its id or by \"#name\"."
            .formatted(VisibleText.quoted(reference)));
  }

  /// Several rooms that the caller may know of have this name.
  static Failure ambiguousRoom(String reference, List<Listing> rooms) {
    String ids =
        rooms.stream()
            .map(room ->
                "%s (%s%s)"
                    .formatted(
                        room.room().value(),
                        room.kind() == RoomKind.PUBLIC ? "public" : "private",
                        room.isMember() ? ", yours" : ""))
            .collect(Collectors.joining(", "));
    return Failure.of(
        Reason.ROOM_AMBIGUOUS,
        "%s is the name of several rooms, so nothing was done. Name the one that you mean by its"
                .formatted(VisibleText.quoted(reference))
            + " id: "
            + ids
            + ".");
  }

  static Failure busy() {
    return Failure.of(
        Reason.BUSY,
        "The server has too much to do at the moment; nothing was done. Try again in a moment.",
        BUSY_PAUSE);
  }

  /// The caller exceeds a rate limit.
  static Failure tooFast(long waitNanos) {
    Duration pause = Duration.ofNanos(waitNanos);
    return Failure.of(
        Reason.TOO_FAST,
        "You are faster than this server allows; nothing was done. Try again in %d ms."
            .formatted(pause.plusNanos(999_999).toMillis()),
        pause);
  }

  static Failure receiverSilent(String receiver) {
    return Failure.of(
        Reason.RECEIVER_SILENT,
        "The server of %s does not answer; it is unknown whether your message was delivered."
            .formatted(VisibleText.quoted(receiver)));
  }

  static Failure outcomeUnknown() {
    return Failure.of(
        Reason.OUTCOME_UNKNOWN,
        "The server failed to store this; it is unknown whether it was done. Look, then try again.",
        STORE_PAUSE);
  }

  /// @param messageId the id with which the client can send the message again
  static Failure outcomeUnknown(UUID messageId) {
    return Failure.of(
        Reason.OUTCOME_UNKNOWN,
        "The server failed to store the message; the outcome is unknown. Send it again with the"
            + " same client_message_id, \"%s\": it is stored once.".formatted(messageId),
        STORE_PAUSE);
  }

  /// The end of a stream whose request has an unknown outcome.
  static Failure streamInDoubt() {
    return Failure.of(
        Reason.STREAM_FAILED,
        "The outcome of a request is unknown, and none behind it was handled. Connect, and repeat"
            + " them in order.",
        STORE_PAUSE);
  }

  /// The disk is full; the store has logged it.
  static Failure diskFull() {
    return Failure.of(Reason.DISK_FULL, Refusals.sentence(Rejection.DISK_FULL), STORE_PAUSE);
  }

  /// Stored data is damaged; the store has logged it.
  static Failure dataDamaged() {
    return Failure.of(Reason.DATA_DAMAGED, Refusals.sentence(Rejection.DATA_DAMAGED));
  }

  /// Translates an exception into the failure that the client gets.
  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case JournalException e ->
          switch (e.reason()) {
            case DISK_FULL -> diskFull();
            case DAMAGED -> dataDamaged();
            case UNKNOWN -> storeFailed(e);
          };
      case AccountsException e ->
          switch (e.reason()) {
            case DISK_FULL -> diskFull();
            case DAMAGED -> dataDamaged();
            case UNKNOWN -> storeFailed(e);
          };
      default -> Failure.of(thrown, "a call of the API");
    };
  }

  private static Failure storeFailed(RuntimeException e) {
    // Without a stack trace, because a broken disk causes many of them.
    log.atError().addKeyValue("reason", e.getMessage()).log("the store failed");
    return Failure.of(
        Reason.STORE_FAILED,
        "The server can't use its store at the moment, and it is unknown whether anything was done."
            + " Try again in a moment.",
        STORE_PAUSE);
  }
}
