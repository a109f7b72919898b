package gochat.terminal.screen;

import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.Event;
import gochat.v1.Role;
import gochat.v1.User;

/// Sentences for events of a room that are not messages.
final class EventText {
  private final Texts texts;

  EventText(Texts texts) {
    this.texts = texts;
  }

  String sentence(Event event) {
    String author = name(event.getAuthor());
    return switch (event.getWhatCase()) {
      case ROOM_CREATED -> texts.get("happened.created", author);
      case ROOM_RENAMED ->
          texts.get("happened.renamed", author, VisibleText.name(event.getRoomRenamed().getName()));
      case TOPIC_CHANGED -> {
        String topic = event.getTopicChanged().getTopic();
        yield topic.isBlank()
            ? texts.get("happened.topic-removed", author)
            : texts.get("happened.topic", author, VisibleText.sentence(topic));
      }
      case REDACTED -> texts.get("happened.topic-changed", author);
      case MEMBER_JOINED -> {
        User member = event.getMemberJoined().getMember();
        yield member.getId().equals(event.getAuthor().getId())
            ? texts.get("happened.joined", author)
            : texts.get("happened.invited", author, name(member));
      }
      case MEMBER_LEFT -> texts.get("happened.left", author);
      case MEMBER_KICKED ->
          texts.get("happened.kicked", author, name(event.getMemberKicked().getMember()));
      case MEMBER_BANNED ->
          texts.get("happened.banned", author, name(event.getMemberBanned().getMember()));
      case MEMBER_UNBANNED ->
          texts.get("happened.unbanned", author, name(event.getMemberUnbanned().getMember()));
      case MEMBER_MUTED ->
          texts.get("happened.muted", author, name(event.getMemberMuted().getMember()));
      case MEMBER_UNMUTED ->
          texts.get("happened.unmuted", author, name(event.getMemberUnmuted().getMember()));
      case ROLE_CHANGED ->
          texts.get(
              "happened.role",
              author,
              name(event.getRoleChanged().getMember()),
              role(event.getRoleChanged().getRole()));
      case MESSAGE_POSTED,
          MESSAGE_EDITED,
          MESSAGE_DELETED,
          REACTION_ADDED,
          REACTION_REMOVED,
          WHAT_NOT_SET ->
          "";
    };
  }

  private String role(Role role) {
    return switch (role) {
      case ROLE_OWNER -> texts.get("role.owner");
      case ROLE_MODERATOR -> texts.get("role.moderator");
      case ROLE_MEMBER, ROLE_UNSPECIFIED, UNRECOGNIZED -> texts.get("role.member");
    };
  }

  private static String name(User user) {
    return VisibleText.name(user.getName());
  }
}
