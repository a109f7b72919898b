package gochat.wire;

import gochat.checker.Event;
import gochat.checker.Event.Content;
import gochat.journal.Journal;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.v1.RoomCreated;
import gochat.v1.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Translates the events of the v1 API and of a journal into those of the checker.
public final class HistoryEvents {
  private static final int PAGE_ENTRIES_MAX = 10_000;
  private static final int PAGE_BYTES_MAX = 64 << 20;

  private HistoryEvents() {}

  /// @return the log of each room
  public static Map<String, List<Event>> logs(Journal journal, Collection<RoomId> rooms) {
    Map<String, List<Event>> logs = new HashMap<>();
    for (RoomId room : rooms) {
      logs.put(room.value(), log(journal, room));
    }
    return logs;
  }

  private static List<Event> log(Journal journal, RoomId room) {
    long epoch = journal.epoch();
    List<Event> log = new ArrayList<>();
    List<LogEntry> page = journal.read(room, 0, PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
    while (!page.isEmpty()) {
      page.forEach(entry -> log.add(of(room, epoch, entry)));
      page = journal.read(room, page.getLast().seq(), PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
    }
    return log;
  }

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
          new Event.Posted(
              event.getMessagePosted().getClientMessageId(),
              // Many streams bring it, and it may be long.
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
      case MESSAGE_PINNED -> new Event.Other("pinned " + event.getMessagePinned().getMessageSeq());
      case MESSAGE_UNPINNED ->
          new Event.Other("unpinned " + event.getMessageUnpinned().getMessageSeq());
      case ROOM_RENAMED -> new Event.Other("renamed to " + event.getRoomRenamed().getName());
      case MEMBER_UNBANNED -> other("unbanned", event.getMemberUnbanned().getMember());
      case MEMBER_MUTED -> other("muted", event.getMemberMuted().getMember());
      case MEMBER_UNMUTED -> other("unmuted", event.getMemberUnmuted().getMember());
      case ROLE_CHANGED ->
          other(event.getRoleChanged().getRole().name(), event.getRoleChanged().getMember());
      case PAYLOAD_NOT_SET ->
          throw new IllegalArgumentException("an event without content: " + event);
    };
  }

  private static Content other(String change, User member) {
    return new Event.Other(change + " " + member.getName());
  }

  private static Set<String> founders(RoomCreated created, String author) {
    String peer = created.hasPeer() ? created.getPeer().getName() : author;
    return Set.copyOf(List.of(author, peer));
  }
}
