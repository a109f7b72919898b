package gochat.journal;

import gochat.room.ErasedName;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomEvent.Created;
import gochat.room.RoomEvent.Edited;
import gochat.room.RoomEvent.Posted;
import gochat.room.RoomEvent.ReactionAdded;
import gochat.room.RoomEvent.ReactionRemoved;
import gochat.room.RoomEvent.TopicChanged;
import java.util.List;

/// An event as it is stored: unlike a [LogEntry], it tells what an event was whose text is erased.
///
/// @param seq the position in the room's log
/// @param event never [RoomEvent.Redacted]; without what is erased
/// @param isErased whether the event had a text that is erased
public record StoredEvent(long seq, RoomEvent event, boolean isErased) {
  public StoredEvent {
    event = isErased ? withoutText(event) : event;
  }

  private static RoomEvent withoutText(RoomEvent event) {
    return switch (event) {
      case Posted posted ->
          new Posted(posted.author(), posted.atMs(), posted.messageId(), "", 0, 0, List.of());
      case Edited edited ->
          new Edited(edited.author(), edited.atMs(), edited.message(), "", List.of());
      case ReactionAdded added ->
          new ReactionAdded(added.author(), added.atMs(), added.message(), "");
      case ReactionRemoved removed ->
          new ReactionRemoved(removed.author(), removed.atMs(), removed.message(), "");
      case TopicChanged changed -> new TopicChanged(changed.author(), changed.atMs(), "");
      case Created created ->
          new Created(created.author(), created.atMs(), created.kind(), created.name(), "");
      case RoomEvent.Redacted _,
          RoomEvent.OnMessage _,
          RoomEvent.OnMember _,
          RoomEvent.DirectOpened _,
          RoomEvent.Renamed _,
          RoomEvent.RetentionChanged _,
          RoomEvent.SlowModeChanged _,
          RoomEvent.Audited _ ->
          throw new IllegalArgumentException("event: " + event + " (expected: one with a text)");
    };
  }

  /// The event as it is served.
  public LogEntry entry() {
    LogEntry entry = new LogEntry(seq, event);
    return isErased ? entry.redacted() : entry;
  }

  /// Whether nothing follows from the event beside the log, because it changes a message that is no
  /// longer kept. Pins of such messages stay.
  ///
  /// @param floor the floor of the log: see [Journal]
  public boolean isOnRemoved(long floor) {
    return event instanceof RoomEvent.OnMessage change
        && change.message() <= floor
        && (event instanceof Edited || event instanceof ReactionAdded);
  }

  /// Whether both are the same event, whose text or names may be erased in one of them.
  public boolean isSame(StoredEvent other) {
    if (event.getClass() != other.event.getClass()) {
      return false;
    }
    boolean areCompared = isTextKnown() && other.isTextKnown();
    return areCompared ? isAlike(other) : erased().isAlike(other.erased());
  }

  private boolean isAlike(StoredEvent other) {
    return seq == other.seq && isErased == other.isErased && ErasedName.isSame(event, other.event);
  }

  private boolean isTextKnown() {
    boolean isTopicErased = event instanceof Created created && created.topic().isEmpty();
    return !isErased && !isTopicErased;
  }

  private StoredEvent erased() {
    return new StoredEvent(seq, event, true);
  }
}
