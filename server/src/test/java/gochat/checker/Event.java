package gochat.checker;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.v1.RoomCreated;
import gochat.v1.User;
import gochat.wire.EventWire;
import java.util.List;
import java.util.Set;

/// An event at its position, as a client got it or as the log holds it. Users are known by name.
public record Event(String room, long epoch, long seq, String author, Content content) {
  public sealed interface Content {}

  /// @param messageId empty for clients of the first contract
  public record Posted(String messageId, String text) implements Content {}

  /// @param message the seq of the message
  public record Edited(long message, String text) implements Content {}

  public record Deleted(long message) implements Content {}

  /// A reaction to the message at `message`, given or taken back.
  public record Reacted(long message, String reaction, boolean isAdded) implements Content {}

  public record TopicSet(String topic) implements Content {}

  /// Where a text was that is erased.
  ///
  /// @param wasTopic whether it was the room's topic
  public record Redacted(boolean wasTopic) implements Content {}

  /// Users who become members with it.
  public record Arrived(Set<String> users) implements Content {
    public Arrived {
      users = Set.copyOf(users);
    }
  }

  public record Departed(String user) implements Content {}

  /// The end of a ban or a mute, which the server recorded by itself.
  ///
  /// @param what as [Other] has it when a moderator lifts the measure
  public record Ended(String what) implements Content {}

  /// Any other change of a room.
  ///
  /// @param what differs from that of other changes
  public record Other(String what) implements Content {}

  public static Event of(RoomId room, long epoch, LogEntry entry) {
    return of(EventWire.of(room, epoch, entry));
  }

  public static Event of(gochat.v1.Event event) {
    String author = event.getAuthor().getName();
    return new Event(
        event.getRoomId(), event.getEpoch(), event.getSeq(), author, content(event, author));
  }

  private static Content content(gochat.v1.Event event, String author) {
    return switch (event.getPayloadCase()) {
      case MESSAGE_POSTED ->
          new Posted(
              event.getMessagePosted().getClientMessageId(),
              // Many streams bring it, and it may be long.
              event.getMessagePosted().getText().intern());
      case MESSAGE_EDITED ->
          new Edited(
              event.getMessageEdited().getMessageSeq(),
              event.getMessageEdited().getText().intern());
      case MESSAGE_DELETED -> new Deleted(event.getMessageDeleted().getMessageSeq());
      case REACTION_ADDED ->
          new Reacted(
              event.getReactionAdded().getMessageSeq(),
              event.getReactionAdded().getReaction(),
              true);
      case REACTION_REMOVED ->
          new Reacted(
              event.getReactionRemoved().getMessageSeq(),
              event.getReactionRemoved().getReaction(),
              false);
      case TOPIC_CHANGED -> new TopicSet(event.getTopicChanged().getTopic());
      case REDACTED -> new Redacted(event.getRedacted().getWasTopic());
      case ROOM_CREATED -> new Arrived(founders(event.getRoomCreated(), author));
      case MEMBER_JOINED -> new Arrived(Set.of(event.getMemberJoined().getMember().getName()));
      case MEMBER_LEFT -> new Departed(author);
      case MEMBER_KICKED -> new Departed(event.getMemberKicked().getMember().getName());
      case MEMBER_BANNED -> new Departed(event.getMemberBanned().getMember().getName());
      case MESSAGE_PINNED -> new Other("pinned " + event.getMessagePinned().getMessageSeq());
      case MESSAGE_UNPINNED -> new Other("unpinned " + event.getMessageUnpinned().getMessageSeq());
      case RETENTION_CHANGED ->
          new Other("limited to " + event.getRetentionChanged().getRetention().getEventsMax());
      case SLOW_MODE_CHANGED ->
          new Other("slowed to " + event.getSlowModeChanged().getIntervalSeconds());
      case AUDITED -> new Other("audited " + event.getAudited().getAction().name());
      case ROOM_RENAMED -> new Other("renamed to " + event.getRoomRenamed().getName());
      case MEMBER_UNBANNED -> end("unbanned", event.getMemberUnbanned().getMember(), author);
      case MEMBER_MUTED -> other("muted", event.getMemberMuted().getMember());
      case MEMBER_UNMUTED -> end("unmuted", event.getMemberUnmuted().getMember(), author);
      case ROLE_CHANGED ->
          other(event.getRoleChanged().getRole().name(), event.getRoleChanged().getMember());
      case GUEST_REGISTERED ->
          new Other("registered as " + event.getGuestRegistered().getRole().name());
      case PAYLOAD_NOT_SET ->
          throw new IllegalArgumentException("an event without content: " + event);
    };
  }

  /// @param author empty for the server
  private static Content end(String change, User member, String author) {
    return author.isEmpty() ? new Ended(change + " " + member.getName()) : other(change, member);
  }

  private static Content other(String change, User member) {
    return new Other(change + " " + member.getName());
  }

  private static Set<String> founders(RoomCreated created, String author) {
    String peer = created.hasPeer() ? created.getPeer().getName() : author;
    return Set.copyOf(List.of(author, peer));
  }

  public boolean isRedacted() {
    return content instanceof Redacted;
  }

  /// Whether it sets the room's topic, or did before that was erased.
  boolean isOfTopic() {
    return content instanceof TopicSet
        || (content instanceof Redacted(boolean wasTopic) && wasTopic);
  }

  /// The seq of the message to which the text that this carries belongs, 0 when it is of none.
  long message() {
    return switch (content) {
      case Posted _ -> seq;
      case Edited(long message, _) -> message;
      case Reacted(long message, _, _) -> message;
      case TopicSet _, Deleted _, Redacted _, Arrived _, Departed _, Ended _, Other _ -> 0;
    };
  }

  /// Whether `other` is this event without its text, which was erased.
  boolean isErasedTo(Event other) {
    return author.equals(other.author)
        && other.content instanceof Redacted(boolean wasTopic)
        && (wasTopic ? content instanceof TopicSet : message() != 0);
  }

  /// Whether `other` is this event without the name of its author, whose account was erased.
  boolean isNamelessAs(Event other) {
    Event named = new Event(other.room, other.epoch, other.seq, author, other.content);
    boolean isLeaving =
        content instanceof Departed(String left)
            && left.equals(author)
            && other.content.equals(new Departed(""));
    return !author.isEmpty()
        && other.author.isEmpty()
        && (isLeaving || equals(named) || isErasedTo(named) || named.isErasedTo(this));
  }

  /// Whether `other` is this event in a later epoch. A text may be erased meanwhile, and come back
  /// when its deletion is lost.
  boolean isLeftAs(Event other) {
    return seq == other.seq
        && (new Event(room, other.epoch, seq, author, content).equals(other)
            || isErasedTo(other)
            || other.isErasedTo(this));
  }

  @Override
  public String toString() {
    return "%s/%d/%d %s by %s".formatted(room, epoch, seq, content, author);
  }
}
