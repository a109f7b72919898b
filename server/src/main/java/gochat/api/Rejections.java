package gochat.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.error.VisibleText;
import gochat.room.Command;
import gochat.room.Rejection;
import gochat.session.Refusals;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers to callers whose command a room refused.
final class Rejections {
  private final int textBytesMax;

  /// @param textBytesMax the longest text of a message in bytes of UTF-8
  Rejections(int textBytesMax) {
    this.textBytesMax = textBytesMax;
  }

  /// The refusal in the reply to a well-formed request.
  ///
  /// @throws Failure when the request is malformed, or the caller may not know of its room
  Refusal toRefusal(Rejection reason, Message request) {
    return switch (reason) {
      case TEXT_BLANK -> throw textBlank(text(request, "text"));
      case TEXT_TOO_LONG -> throw textTooLong(text(request, "text"));
      case TOPIC_TOO_LONG ->
          throw tooLong("topic", text(request, "topic"), Command.TOPIC_BYTES_MAX);
      case REACTION_INVALID ->
          throw Failure.invalid(
              "reaction",
              VisibleText.quoted(text(request, "reaction")),
              "1 to %d bytes of UTF-8, mostly one emoji".formatted(Command.REACTION_BYTES_MAX));
      case TOO_MANY_MENTIONS -> throw tooManyMentions(request);
      case NO_SUCH_ROOM -> throw Failures.noSuchRoom(text(request, "room"));
      case MESSAGE_ID_CONFLICT -> refusal(RefusalReason.REFUSAL_REASON_CONFLICT, reason);
      case NOT_A_MEMBER -> refusal(RefusalReason.REFUSAL_REASON_NOT_A_MEMBER, reason);
      case BANNED -> refusal(RefusalReason.REFUSAL_REASON_BANNED, reason);
      case MUTED -> refusal(RefusalReason.REFUSAL_REASON_MUTED, reason);
      case NOT_ALLOWED -> refusal(RefusalReason.REFUSAL_REASON_NOT_ALLOWED, reason);
      case ACCOUNT_NEEDED, CONCERNS_GUEST ->
          refusal(RefusalReason.REFUSAL_REASON_ACCOUNT_NEEDED, reason);
      case NO_SUCH_MESSAGE -> refusal(RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE, reason);
      case NO_SUCH_MEMBER -> refusal(RefusalReason.REFUSAL_REASON_NO_SUCH_USER, reason);
      case LAST_OWNER -> refusal(RefusalReason.REFUSAL_REASON_LAST_OWNER, reason);
      case NAME_TAKEN -> refusal(RefusalReason.REFUSAL_REASON_NAME_TAKEN, reason);
      case DISK_FULL -> refusal(RefusalReason.REFUSAL_REASON_DISK_FULL, reason);
      case TOO_MANY_PINS -> refusal(RefusalReason.REFUSAL_REASON_TOO_MANY_PINS, reason);
      case TOO_MANY_MEMBERS, LIST_FULL -> refusal(RefusalReason.REFUSAL_REASON_TOO_MANY, reason);
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

  private static String text(Message request, String field) {
    return (String) request.getField(field(request, field));
  }

  private static FieldDescriptor field(Message request, String name) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
    if (field == null) {
      throw new IllegalStateException(
          request.getDescriptorForType().getFullName() + " has no field " + name);
    }
    return field;
  }

  static Refusal refusal(RefusalReason reason, Rejection why) {
    return refusal(reason, Refusals.sentence(why));
  }

  static Refusal refusal(RefusalReason reason, String sentence) {
    return Refusal.newBuilder().setReason(reason).setSentence(sentence).build();
  }

  static Refusal noSuchUser(String reference) {
    return refusal(
        RefusalReason.REFUSAL_REASON_NO_SUCH_USER,
        "There is no user %s, so nothing was done. A user is named by its id or name."
            .formatted(VisibleText.quoted(reference)));
  }
}
