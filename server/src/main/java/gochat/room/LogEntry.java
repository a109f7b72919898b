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
}
