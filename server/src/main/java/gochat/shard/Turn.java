package gochat.shard;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The events of one room in one turn of a shard: recorded, to be delivered.
///
/// @param epoch the log's epoch
/// @param entries consecutive; may be empty
public record Turn(RoomId room, long epoch, List<LogEntry> entries) {
  /// For each user who stops being a member in this turn, the first event with which it does.
  public Map<UUID, LogEntry> departures() {
    Map<UUID, LogEntry> departures = Map.of();
    for (LogEntry entry : entries) {
      UUID departed = entry.event().departed();
      if (departed != null) {
        departures = departures.isEmpty() ? new HashMap<>() : departures;
        departures.putIfAbsent(departed, entry);
      }
    }
    return departures;
  }
}
