package gochat.terminal.text;

import gochat.v1.Event;
import gochat.v1.Retention;
import gochat.v1.Role;
import gochat.v1.User;

/// Sentences for events of a room that are lines and not messages. All are safe to show.
public final class EventText {
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
      case AUDITED -> new AuditText(texts).sentence(event);
      case REDACTED -> texts.get("event.topic-changed", author);
      case MEMBER_JOINED -> {
        User member = event.getMemberJoined().getMember();
        yield member.getId().equals(event.getAuthor().getId())
            ? texts.get("event.joined", author)
            : texts.get("event.invited", author, name(member));
      }
      case MEMBER_LEFT -> texts.get("event.left", author);
      case MEMBER_KICKED ->
          texts.get("event.kicked", author, name(event.getMemberKicked().getMember()));
      case MEMBER_BANNED ->
          texts.get("event.banned", author, name(event.getMemberBanned().getMember()));
      case MEMBER_UNBANNED ->
          texts.get("event.unbanned", author, name(event.getMemberUnbanned().getMember()));
      case MEMBER_MUTED ->
          texts.get("event.muted", author, name(event.getMemberMuted().getMember()));
      case MEMBER_UNMUTED ->
          texts.get("event.unmuted", author, name(event.getMemberUnmuted().getMember()));
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

  private static String name(User user) {
    return VisibleText.name(user.getName());
  }
}
