package gochat.system;

import gochat.system.checker.Event;
import gochat.system.checker.Event.Content;
import gochat.system.checker.Stream;
import gochat.v1.Presence;
import gochat.v1.RoomCreated;
import java.util.Set;

/// From what the v1 API says to what the checker understands.
final class Translation {
  private Translation() {}

  static Event event(gochat.v1.Event event, long epoch) {
    String author = event.getAuthor().getName();
    return new Event(event.getRoomId(), epoch, event.getSeq(), author, content(event, author));
  }

  private static Content content(gochat.v1.Event event, String author) {
    return switch (event.getWhatCase()) {
      case MESSAGE_POSTED ->
          new Event.Posted(
              event.getMessagePosted().getClientMessageId(),
              // Many hear it, and it may be long.
              event.getMessagePosted().getText().intern());
      case MESSAGE_EDITED ->
          new Event.Edited(
              event.getMessageEdited().getMessageSeq(),
              event.getMessageEdited().getText().intern());
      case MESSAGE_DELETED -> new Event.Deleted(event.getMessageDeleted().getMessageSeq());
      case REACTION_ADDED ->
          new Event.Reacted(
              event.getReactionAdded().getMessageSeq(),
              event.getReactionAdded().getReaction(),
              true);
      case REACTION_REMOVED ->
          new Event.Reacted(
              event.getReactionRemoved().getMessageSeq(),
              event.getReactionRemoved().getReaction(),
              false);
      case TOPIC_CHANGED -> new Event.TopicSet(event.getTopicChanged().getTopic());
      case REDACTED -> new Event.Redacted(event.getRedacted().getWasTopic());
      case ROOM_CREATED -> new Event.Arrived(founders(event.getRoomCreated(), author));
      case MEMBER_JOINED ->
          new Event.Arrived(Set.of(event.getMemberJoined().getMember().getName()));
      case MEMBER_LEFT -> new Event.Departed(author);
      case MEMBER_KICKED -> new Event.Departed(event.getMemberKicked().getMember().getName());
      case MEMBER_BANNED -> new Event.Departed(event.getMemberBanned().getMember().getName());
      case ROOM_RENAMED,
          MEMBER_UNBANNED,
          MEMBER_MUTED,
          MEMBER_UNMUTED,
          ROLE_CHANGED,
          WHAT_NOT_SET ->
          new Event.Other(event.toString());
    };
  }

  static Stream.Presence presence(Presence presence) {
    return switch (presence.getAvailability()) {
      case AVAILABILITY_ONLINE -> Stream.Presence.ONLINE;
      case AVAILABILITY_AWAY -> Stream.Presence.AWAY;
      case AVAILABILITY_OFFLINE -> Stream.Presence.OFFLINE;
      case AVAILABILITY_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("the server said: " + presence);
    };
  }

  private static Set<String> founders(RoomCreated created, String author) {
    return created.hasPeer() ? Set.of(author, created.getPeer().getName()) : Set.of(author);
  }
}
