package gochat.room;

import java.util.UUID;

/// An event at its position in a room's log.
///
/// @param seq 1 for the first event of a room, then without holes
public record LogEntry(long seq, RoomEvent event) {
  /// Whether the event came from the connection `session`.
  public boolean isFrom(UUID session) {
    return event.author().session().equals(session);
  }

  /// Whether `later` erases the text of this event: by deleting the message that this event is or
  /// concerns, or by replacing the topic.
  public boolean isErasedBy(LogEntry later) {
    return switch (event) {
      case RoomEvent.Posted _ -> later.deletes(seq);
      case RoomEvent.OnMessage change ->
          change instanceof RoomEvent.Erasable && later.deletes(change.message());
      case RoomEvent.Created _, RoomEvent.TopicChanged _ ->
          later.event instanceof RoomEvent.TopicChanged && later.seq > seq;
      case RoomEvent.Redacted _,
          RoomEvent.DirectOpened _,
          RoomEvent.Renamed _,
          RoomEvent.RetentionChanged _,
          RoomEvent.SlowModeChanged _,
          RoomEvent.Audited _,
          RoomEvent.OnMember _ ->
          false;
    };
  }

  private boolean deletes(long message) {
    return event instanceof RoomEvent.Deleted gone && gone.message() == message;
  }

  /// This entry as it is served when its text is erased.
  public LogEntry redacted() {
    RoomEvent left =
        event instanceof RoomEvent.Created(var author, var atMs, var kind, var name, _)
            ? new RoomEvent.Created(author, atMs, kind, name, "")
            : new RoomEvent.Redacted(
                event.author(), event.atMs(), event instanceof RoomEvent.TopicChanged);
    return new LogEntry(seq, left);
  }
}
