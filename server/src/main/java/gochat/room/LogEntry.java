package gochat.room;

import java.util.UUID;

/// An event at its position in a room's log.
///
/// @param seq 1 for a room's first event, then without holes
public record LogEntry(long seq, RoomEvent event) {
  /// Whether it came by the connection `session`.
  public boolean isFrom(UUID session) {
    return event.author().session().equals(session);
  }

  /// Whether it carries a text of the message at `message`, its first or a later one.
  public boolean isTextOf(long message) {
    return (seq == message && event instanceof RoomEvent.Posted)
        || (event instanceof RoomEvent.Edited edited && edited.message() == message);
  }

  /// What is left of it when its text is erased.
  public LogEntry redacted() {
    return new LogEntry(seq, new RoomEvent.Redacted(event.author(), event.atMs()));
  }
}
