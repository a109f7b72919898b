package gochat.terminal.text;

import com.google.protobuf.Timestamp;
import gochat.v1.Event;
import gochat.v1.MemberBanned;
import gochat.v1.MemberKicked;
import gochat.v1.MemberMuted;
import gochat.v1.Retention;
import gochat.v1.Role;
import gochat.v1.User;
import java.time.Duration;

/// Sentences for events of a room that are lines and not messages. All are safe to show.
public final class EventText {
  /// The id of the author of what the server does by itself.
  private static final String SERVER_ID = "00000000-0000-0000-0000-000000000000";

  private final Texts texts;

  public EventText(Texts texts) {
    this.texts = texts.common();
  }

  /// @param message the text of the message that the event is about; empty if it is not known
  /// @return empty for an event that is no such line
  public String sentence(Event event, String message) {
    String author = name(event.getAuthor());
    return switch (event.getPayloadCase()) {
      case ROOM_CREATED -> texts.get("event.created", author);
      case ROOM_RENAMED ->
          texts.get("event.renamed", author, VisibleText.name(event.getRoomRenamed().getName()));
      case TOPIC_CHANGED -> {
        String topic = event.getTopicChanged().getTopic();
        yield topic.isBlank()
            ? texts.get("event.topic-removed", author)
            : texts.get("event.topic", author, VisibleText.sentence(topic));
      }
      case RETENTION_CHANGED -> {
        Retention limit = event.getRetentionChanged().getRetention();
        yield RetentionText.isNone(limit)
            ? texts.get("event.retention-removed", author)
            : texts.get("event.retention", author, RetentionText.of(limit, texts));
      }
      case SLOW_MODE_CHANGED -> {
        int seconds = event.getSlowModeChanged().getIntervalSeconds();
        yield seconds == 0
            ? texts.get("event.slow-mode-removed", author)
            : texts.get(
                "event.slow-mode", author, RetentionText.age(Duration.ofSeconds(seconds), texts));
      }
      case AUDITED -> new AuditText(texts).sentence(event);
      case REDACTED -> texts.get("event.topic-changed", author);
      case MEMBER_JOINED -> {
        User member = event.getMemberJoined().getMember();
        yield member.getId().equals(event.getAuthor().getId())
            ? texts.get("event.joined", author)
            : texts.get("event.invited", author, name(member));
      }
      case MEMBER_LEFT -> texts.get("event.left", author);
      case MEMBER_KICKED -> {
        MemberKicked kicked = event.getMemberKicked();
        yield measure(
            texts.get("event.kicked", author, name(kicked.getMember())),
            Timestamp.getDefaultInstance(),
            kicked.getReason());
      }
      case MEMBER_BANNED -> {
        MemberBanned banned = event.getMemberBanned();
        yield measure(
            texts.get("event.banned", author, name(banned.getMember())),
            banned.getUntilTime(),
            banned.getReason());
      }
      case MEMBER_UNBANNED -> {
        String member = name(event.getMemberUnbanned().getMember());
        yield isByServer(event)
            ? texts.get("event.ban-ended", member)
            : texts.get("event.unbanned", author, member);
      }
      case MEMBER_MUTED -> {
        MemberMuted muted = event.getMemberMuted();
        yield measure(
            texts.get("event.muted", author, name(muted.getMember())),
            muted.getUntilTime(),
            muted.getReason());
      }
      case MEMBER_UNMUTED -> {
        String member = name(event.getMemberUnmuted().getMember());
        yield isByServer(event)
            ? texts.get("event.mute-ended", member)
            : texts.get("event.unmuted", author, member);
      }
      case ROLE_CHANGED ->
          texts.get(
              "event.role",
              author,
              name(event.getRoleChanged().getMember()),
              role(event.getRoleChanged().getRole()));
      case GUEST_REGISTERED -> {
        String guest = name(event.getGuestRegistered().getGuest());
        yield guest.equals(author)
            ? texts.get("event.registered", author)
            : texts.get("event.registered-as", guest, author);
      }
      case MESSAGE_PINNED -> aboutMessage("event.pinned", author, message);
      case MESSAGE_UNPINNED -> aboutMessage("event.unpinned", author, message);
      case MESSAGE_POSTED,
          MESSAGE_EDITED,
          MESSAGE_DELETED,
          REACTION_ADDED,
          REACTION_REMOVED,
          PAYLOAD_NOT_SET ->
          "";
    };
  }

  private String measure(String sentence, Timestamp until, String reason) {
    return MeasureText.of(sentence, until, reason, texts);
  }

  /// Whether the end of a ban or a mute had come.
  private static boolean isByServer(Event event) {
    return event.getAuthor().getId().equals(SERVER_ID);
  }

  private String aboutMessage(String key, String author, String message) {
    return message.isEmpty()
        ? texts.get(key, author)
        : texts.get(key + "-text", author, VisibleText.excerpt(message));
  }

  private String role(Role role) {
    return switch (role) {
      case ROLE_OWNER -> texts.get("event.role-owner");
      case ROLE_MODERATOR -> texts.get("event.role-moderator");
      case ROLE_MEMBER, ROLE_UNSPECIFIED, UNRECOGNIZED -> texts.get("event.role-member");
    };
  }

  private String name(User user) {
    return UserText.name(user, texts);
  }
}
