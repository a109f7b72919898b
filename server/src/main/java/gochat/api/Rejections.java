package gochat.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.RefusalKind;
import gochat.error.VisibleText;
import gochat.room.Command;
import gochat.room.Measure;
import gochat.room.Rejection;
import gochat.session.Refusals;
import gochat.shard.Outcome;
import gochat.v1.Refusal;
import gochat.wire.MeasureWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers to callers whose command or sign-in was refused.
final class Rejections {
  private final int textBytesMax;

  /// @param textBytesMax the longest text of a message in bytes of UTF-8
  Rejections(int textBytesMax) {
    this.textBytesMax = textBytesMax;
  }

  /// The refusal in the reply to a well-formed request.
  ///
  /// @throws Failure when the request is malformed, or the caller may not know of its room
  Refusal toRefusal(Outcome.Rejected refused, Message request) {
    Rejection reason = refused.reason();
    return switch (reason) {
      case TEXT_BLANK -> throw textBlank(text(request, "text"));
      case TEXT_TOO_LONG -> throw textTooLong(text(request, "text"));
      case TOPIC_TOO_LONG ->
          throw tooLong("topic", text(request, "topic"), Command.TOPIC_BYTES_MAX);
      case REACTION_INVALID ->
          throw Failure.invalid(
              "reaction",
              quoted(request, "reaction"),
              "1 to %d bytes of UTF-8, mostly one emoji".formatted(Command.REACTION_BYTES_MAX));
      case TOO_MANY_MENTIONS -> throw tooManyMentions(request);
      case NO_SUCH_ROOM -> throw Failures.noSuchRoom(text(request, "room"));
      case DISK_FULL -> throw Failures.diskFull();
      case DATA_DAMAGED -> throw Failures.dataDamaged();
      case ID_CONFLICT ->
          RefusalKind.CONFLICT.refusal(
              "You sent another request under the id %s. Take a new id for a new request."
                  .formatted(VisibleText.quoted(requestId(request))));
      case NOT_A_MEMBER -> refusal(RefusalKind.NOT_A_MEMBER, reason);
      case BANNED -> refusal(RefusalKind.BANNED, reason, refused.measure());
      case MUTED -> refusal(RefusalKind.MUTED, reason, refused.measure());
      case SLOW_MODE ->
          RefusalKind.SLOW_MODE.refusal(
              Refusals.sentence(refused), Duration.ofMillis(refused.retryAfterMs()));
      case NOT_ALLOWED, NOT_THE_AUTHOR, SERVER_ONLY -> refusal(RefusalKind.NOT_ALLOWED, reason);
      case ACCOUNT_NEEDED, CONCERNS_GUEST -> refusal(RefusalKind.ACCOUNT_NEEDED, reason);
      case ADMINISTRATOR_NEEDED -> refusal(RefusalKind.ADMINISTRATOR_NEEDED, reason);
      case NO_SUCH_MESSAGE ->
          RefusalKind.NO_SUCH_MESSAGE.refusal(
              "There is no message %s in this room, or it was deleted. ListHistory has the messages."
                  .formatted(messageSeq(request)));
      case NO_LONGER_KEPT ->
          RefusalKind.NO_SUCH_MESSAGE.refusal(
              "Message %s is no longer kept: the server removes old messages of this room."
                  .formatted(messageSeq(request)));
      case NO_SUCH_MEMBER ->
          RefusalKind.NO_SUCH_USER.refusal(
              "%s is no member of the room, so nothing was done. ListMembers has the members."
                  .formatted(quoted(request, "user")));
      case LAST_OWNER -> refusal(RefusalKind.LAST_OWNER, reason);
      case NAME_TAKEN ->
          RefusalKind.NAME_TAKEN.refusal(
              "The name %s is that of another public room, or looks like it. Choose another one."
                  .formatted(quoted(request, "name")));
      case TOO_MANY_PINS -> refusal(RefusalKind.TOO_MANY_PINS, reason);
      case TOO_MANY_MEMBERS, LIST_FULL -> refusal(RefusalKind.TOO_MANY, reason);
    };
  }

  /// Refuses a text that every room would refuse.
  void checkText(String text) {
    if (text.isBlank()) {
      throw textBlank(text);
    }
    if (bytes(text) > textBytesMax) {
      throw textTooLong(text);
    }
  }

  private static Failure textBlank(String text) {
    return Failure.invalid("text", VisibleText.quoted(text), "a text that is not blank");
  }

  private Failure textTooLong(String text) {
    return tooLong("text", text, textBytesMax);
  }

  private static Failure tooLong(String field, String value, int bytesMax) {
    return Failure.invalid(
        field, bytes(value) + " bytes", "at most %d bytes of UTF-8".formatted(bytesMax));
  }

  private static Failure tooManyMentions(Message request) {
    FieldDescriptor mentions = field(request, "mentions");
    return Failure.invalid(
        "mentions",
        ((List<?>) request.getField(mentions)).size() + " entries",
        "at most " + Command.MENTIONS_MAX);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String quoted(Message request, String field) {
    return VisibleText.quoted(text(request, field));
  }

  /// The id under which the request can be repeated.
  private static String requestId(Message request) {
    return (String) request.getField(field(request, "client_message_id", "request_id"));
  }

  /// The message that the request is about, or answers.
  private static Object messageSeq(Message request) {
    return request.getField(field(request, "message_seq", "reply_to_seq"));
  }

  private static String text(Message request, String field) {
    return (String) request.getField(field(request, field));
  }

  private static FieldDescriptor field(Message request, String... names) {
    for (String name : names) {
      FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
      if (field != null) {
        return field;
      }
    }
    throw new IllegalStateException(
        request.getDescriptorForType().getFullName() + " has no field " + String.join(", ", names));
  }

  static Refusal refusal(RefusalKind kind, Rejection why) {
    return kind.refusal(Refusals.sentence(why));
  }

  /// @param measure the ban or mute that is the reason
  static Refusal refusal(RefusalKind kind, Rejection why, @Nullable Measure measure) {
    Refusal refusal = kind.refusal(Refusals.sentence(why, measure));
    return measure == null
        ? refusal
        : refusal.toBuilder().setMeasure(MeasureWire.of(measure)).build();
  }

  /// @param receiver the name of a user who takes no private messages from the caller
  static Refusal notReachable(String receiver) {
    return RefusalKind.NOT_REACHABLE.refusal(Refusals.notReachable(receiver));
  }

  static Refusal noSuchUser(String reference) {
    return RefusalKind.NO_SUCH_USER.refusal(
        "There is no user %s, so nothing was done. A user is named by its id or name."
            .formatted(VisibleText.quoted(reference)));
  }

  /// The refusal of a sign-in, or of a change of an account.
  ///
  /// @param passwordField the request's field with the password to check
  /// @throws Failure when the request is malformed, or the server is overloaded
  static Refusal toRefusal(gochat.account.Refusal refusal, Message request, String passwordField) {
    String sentence = refusal.sentence();
    Duration pause = Duration.ofMillis(refusal.retryAfterMs());
    return switch (refusal.reason()) {
      case NAME_INVALID ->
          throw Failure.invalid(
              "name", "name: %s. %s".formatted(quoted(request, "name"), sentence));
      case PASSWORD_INVALID -> throw Failure.invalid(passwordField, sentence);
      case LABEL_INVALID -> throw Failure.invalid("label", sentence);
      case BUSY -> throw Failure.of(Reason.BUSY, sentence, pause);
      case NAME_REGISTERED, NAME_IN_USE, NAME_CONFUSABLE ->
          RefusalKind.NAME_TAKEN.refusal(sentence);
      case WRONG_PASSWORD -> RefusalKind.WRONG_PASSWORD.refusal(sentence);
      case ACCOUNT_DISABLED -> RefusalKind.ACCOUNT_DISABLED.refusal(sentence);
      case ACCOUNT_DELETED -> RefusalKind.ACCOUNT_DELETED.refusal(sentence);
      case WRONG_RESET -> RefusalKind.WRONG_RESET.refusal(sentence);
      case LAST_ADMINISTRATOR -> RefusalKind.LAST_ADMINISTRATOR.refusal(sentence);
      case WRONG_ADMIN_CODE -> RefusalKind.WRONG_ADMIN_CODE.refusal(sentence);
      case THROTTLED -> RefusalKind.THROTTLED.refusal(sentence, pause);
      case NO_GUESTS -> RefusalKind.NO_GUESTS.refusal(sentence);
      case INVITATION_NEEDED -> RefusalKind.INVITATION_NEEDED.refusal(sentence);
      case NO_REGISTRATION -> RefusalKind.NO_REGISTRATION.refusal(sentence);
      case WRONG_INVITATION -> RefusalKind.WRONG_INVITATION.refusal(sentence);
      case TOO_MANY_GUESTS, TOO_MANY_INVITATIONS -> RefusalKind.TOO_MANY.refusal(sentence);
      case ACCOUNT_NEEDED -> RefusalKind.ACCOUNT_NEEDED.refusal(sentence);
      case GUEST_ENDED -> throw Failures.tokenRefused();
    };
  }
}
