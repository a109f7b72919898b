package gochat.terminal.text;

import gochat.client.v1.ChatException;
import gochat.client.v1.ErrorDetails;
import gochat.client.v1.Outcome;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.Registration;
import io.grpc.Status;
import java.time.Duration;
import java.util.Locale;

/// The reason for a refusal or a failure of a server, in the user's language. A server's own
/// sentence is in English and names the values, so English users see it. All results are safe to
/// show.
public final class ServerErrorText {
  private static final String REASON_PREFIX = "REFUSAL_REASON_";

  private final Texts texts;

  /// @param texts the common ones
  public ServerErrorText(Texts texts) {
    this.texts = texts;
  }

  public String of(Refusal refusal) {
    return texts.get(
        key(refusal.getReason()),
        VisibleText.sentence(refusal.getSentence()),
        seconds(ErrorDetails.duration(refusal.getRetryAfter())),
        MeasureText.of(refusal.getMeasure(), texts));
  }

  /// The reason why a user can't register, or not without a code; empty if everybody can.
  public String of(Registration registration) {
    return switch (registration) {
      case REGISTRATION_INVITE -> texts.get("registration.invite");
      case REGISTRATION_OFF -> texts.get("registration.off");
      case REGISTRATION_OPEN, REGISTRATION_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  static String key(RefusalReason reason) {
    RefusalReason known =
        reason == RefusalReason.UNRECOGNIZED ? RefusalReason.REFUSAL_REASON_UNSPECIFIED : reason;
    return "refusal."
        + known.name().substring(REASON_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @param sentence of the server, of the network or of the library
  public String of(Status.Code code, ErrorDetails details, String sentence) {
    String visible = VisibleText.sentence(sentence);
    return switch (details.reason()) {
      case "ROOM_AMBIGUOUS" -> texts.get("status.room-ambiguous", visible);
      case "BODY_TOO_LONG" -> texts.get("status.too-long", visible);
      case "DISK_FULL" -> texts.get("status.disk-full", visible);
      case "DATA_DAMAGED" -> texts.get("status.data-damaged", visible);
      case "INSECURE" -> texts.get("status.insecure", visible);
      case "BUSY", "TOO_FAST", "TOO_MANY_CALLS" ->
          texts.get("status.busy", visible, seconds(details.retryAfter()));
      default -> of(code, details.field(), visible);
    };
  }

  private static long seconds(Duration pause) {
    return Math.ceilDiv(pause.toMillis(), 1_000);
  }

  private String of(Status.Code code, String field, String visible) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> texts.get(fieldKey(field), visible);
      case NOT_FOUND -> texts.get("status.not-found", visible);
      case UNAUTHENTICATED -> texts.get("status.unauthenticated", visible);
      case PERMISSION_DENIED -> texts.get("status.permission-denied", visible);
      case RESOURCE_EXHAUSTED -> texts.get("status.resource-exhausted", visible);
      case DEADLINE_EXCEEDED -> texts.get("status.deadline-exceeded", visible);
      case CANCELLED -> texts.get("status.cancelled", visible);
      case OK,
          UNKNOWN,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          ABORTED,
          UNIMPLEMENTED,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS ->
          texts.get("status.failed", visible);
    };
  }

  private static String fieldKey(String field) {
    return switch (field) {
      case "name", "password", "text", "topic", "reaction" -> "status.invalid-" + field;
      case "new_password" -> "status.invalid-password";
      default -> "status.invalid";
    };
  }

  /// The reason why a message was not sent; empty if it was sent.
  public String of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stored _, Outcome.PassedOn _ -> "";
      case Outcome.Refused(var refusal) -> of(refusal);
      case Outcome.Failed(var code, var details, var sentence) -> of(code, details, sentence);
      case Outcome.Unknown(var sentence) ->
          of(Status.Code.UNAVAILABLE, ErrorDetails.NONE, sentence);
    };
  }

  /// The reason for the failure of a request, for all kinds of failures.
  public String of(Throwable failure) {
    String sentence = String.valueOf(failure.getMessage());
    if (!(failure instanceof ChatException exception)) {
      return VisibleText.sentence(sentence);
    }
    return switch (exception.reason()) {
      case ChatException.Refused(var refusal) -> of(refusal);
      case ChatException.Failed(var code, var details) -> of(code, details, sentence);
      case ChatException.Unreachable(var problem) -> new ConnectionErrorText(texts).reason(problem);
      case ChatException.CertificateRejected _ -> VisibleText.sentence(sentence);
    };
  }
}
