package gochat.session;

import gochat.journal.Journal.Batch;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All logs of one epoch as they were recorded: nothing is ever erased from it.
final class Chronicle {
  private final long epoch;
  private final List<Batch> batches = new ArrayList<>();
  private final Map<RoomId, List<LogEntry>> logs = new HashMap<>();

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
      log.add(new LogEntry(log.size() + 1, event));
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

  long head(RoomId room) {
    return log(room).size();
  }
}
