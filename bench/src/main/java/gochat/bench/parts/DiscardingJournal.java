package gochat.bench.parts;

import gochat.journal.Journal;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// A journal that accepts every append and stores nothing.
final class DiscardingJournal implements Journal {
  @Override
  public AppendResult append(List<Batch> batches) {
    return new AppendResult.Stored();
  }

  @Override
  public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    Map<RoomId, List<Known>> known = new HashMap<>();
    commands.forEach(
        (room, asked) -> known.put(room, asked.stream().map(Known::ofNothing).toList()));
    return known;
  }

  @Override
  public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
    return rooms.stream().collect(Collectors.toMap(room -> room, RoomSnapshot::empty));
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return List.of();
  }

  @Override
  public Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs) {
    return Map.of();
  }

  @Override
  public long trim(RoomId room, long to, int eventsMax) {
    return 0;
  }

  @Override
  public RoomSnapshot floor(RoomId room) {
    return RoomSnapshot.empty(room);
  }

  @Override
  public long head(RoomId room) {
    return 0;
  }

  @Override
  public long epoch() {
    return 1;
  }
}
