package gochat.session;

import gochat.journal.Journal.Batch;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// All logs of one epoch as they were recorded: nothing is ever erased from it.
final class Chronicle {
  private final long epoch;
  private final List<Batch> batches = new ArrayList<>();
  private final Map<RoomId, List<LogEntry>> logs = new HashMap<>();
  private final Map<RoomId, Room> states = new HashMap<>();

  Chronicle(long epoch) {
    this.epoch = epoch;
  }

  long epoch() {
    return epoch;
  }

  void add(Batch batch) {
    batches.add(batch);
    List<LogEntry> log = logs.computeIfAbsent(batch.room(), _ -> new ArrayList<>());
    for (RoomEvent event : batch.events()) {
      LogEntry entry = new LogEntry(log.size() + 1, event);
      log.add(entry);
      room(batch.room()).apply(entry);
    }
  }

  List<Batch> batches() {
    return batches;
  }

  Set<RoomId> rooms() {
    return logs.keySet();
  }

  List<LogEntry> log(RoomId room) {
    return logs.getOrDefault(room, List.of());
  }

  /// The room as it is behind its last event.
  Room room(RoomId id) {
    return states.computeIfAbsent(id, _ -> new Room(RoomSnapshot.empty(id), Integer.MAX_VALUE));
  }

  /// Whether `user` might read the room when its head was `head`.
  boolean isReadable(RoomId id, long head, UUID user) {
    Room room = new Room(RoomSnapshot.empty(id), Integer.MAX_VALUE);
    log(id).stream().limit(head).forEach(room::apply);
    return room.isReadableBy(user);
  }

  long head(RoomId room) {
    return log(room).size();
  }
}
