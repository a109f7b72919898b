package gochat.terminal.chat;

import gochat.terminal.chat.Line.Logged;
import gochat.terminal.chat.Line.Message;
import gochat.v1.Event;
import gochat.v1.HistoryEntry;
import gochat.v1.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns events and history entries into lines and changes of lines, for one user.
final class MessageChanges implements Timeline.Changes {
  private final User self;
  private final KnownUsers users;

  MessageChanges(User self, KnownUsers users) {
    this.self = self;
    this.users = users;
  }

  /// @return null if the event has no line of its own
  @Nullable Logged line(Event event) {
    return switch (event.getPayloadCase()) {
      case MESSAGE_POSTED ->
          new Message(
              event.getSeq(),
              Line.timeMs(event),
              event.getSeq(),
              event.getAuthor(),
              event.getMessagePosted().getText(),
              isOwn(event),
              mentioned(event.getMessagePosted().getMentionedUserIdsList()),
              event.getMessagePosted().getReplyToSeq(),
              false,
              false,
              List.of());
      case ROOM_CREATED,
          ROOM_RENAMED,
          TOPIC_CHANGED,
          RETENTION_CHANGED,
          SLOW_MODE_CHANGED,
          AUDITED,
          MEMBER_JOINED,
          MEMBER_LEFT,
          MEMBER_KICKED,
          MEMBER_BANNED,
          MEMBER_UNBANNED,
          MEMBER_MUTED,
          MEMBER_UNMUTED,
          ROLE_CHANGED,
          GUEST_REGISTERED,
          MESSAGE_PINNED,
          MESSAGE_UNPINNED ->
          new Line.RoomEvent(event);
      case REDACTED -> event.getRedacted().getWasTopic() ? new Line.RoomEvent(event) : null;
      case MESSAGE_EDITED, MESSAGE_DELETED, REACTION_ADDED, REACTION_REMOVED, PAYLOAD_NOT_SET ->
          null;
    };
  }

  /// The line of a history entry, with all changes up to `asOfSeq`.
  @Nullable Logged line(HistoryEntry entry, long asOfSeq) {
    Event event = entry.getEvent();
    if (event.hasRedacted() && !event.getRedacted().getWasTopic()) {
      return deleted(event, asOfSeq);
    }
    Logged line = line(event);
    return line instanceof Message message
        ? new Message(
            message.seq(),
            message.timeMs(),
            asOfSeq,
            message.author(),
            message.text(),
            message.isOwn(),
            message.mentioned(),
            message.replyTo(),
            entry.hasEditTime(),
            false,
            entry.getReactionsList().stream()
                .map(reaction ->
                    new Reaction(reaction.getReaction(), reaction.getCount(), reaction.getOwn()))
                .toList())
        : line;
  }

  @Override
  public Message deleted(Event erased, long atSeq) {
    return new Message(
        erased.getSeq(),
        Line.timeMs(erased),
        atSeq,
        erased.getAuthor(),
        "",
        isOwn(erased),
        Mentions.NONE,
        0,
        false,
        true,
        List.of());
  }

  @Override
  public long messageSeq(Event change) {
    return switch (change.getPayloadCase()) {
      case MESSAGE_EDITED -> change.getMessageEdited().getMessageSeq();
      case MESSAGE_DELETED -> change.getMessageDeleted().getMessageSeq();
      case REACTION_ADDED -> change.getReactionAdded().getMessageSeq();
      case REACTION_REMOVED -> change.getReactionRemoved().getMessageSeq();
      default -> 0;
    };
  }

  @Override
  public Message apply(Message message, Event change) {
    long at = change.getSeq();
    return switch (change.getPayloadCase()) {
      case MESSAGE_EDITED ->
          message.edited(
              at,
              change.getMessageEdited().getText(),
              mentioned(change.getMessageEdited().getMentionedUserIdsList()));
      case MESSAGE_DELETED -> message.deleted(at);
      case REACTION_ADDED ->
          message.reacted(at, change.getReactionAdded().getReaction(), 1, isOwn(change));
      case REACTION_REMOVED ->
          message.reacted(at, change.getReactionRemoved().getReaction(), -1, isOwn(change));
      default -> message;
    };
  }

  private Mentions mentioned(List<String> userIds) {
    return new Mentions(userIds.contains(self.getId()), users.names(userIds));
  }

  private boolean isOwn(Event event) {
    return event.getAuthor().getId().equals(self.getId());
  }
}
