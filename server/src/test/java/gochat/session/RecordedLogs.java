package gochat.session;

import gochat.journal.TestJournal;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/// What a store has recorded: each change in its order, and the logs with all that was erased or
/// removed since.
class RecordedLogs extends TestJournal {
  private sealed interface Change {
    record Added(Recording turn, List<Batch> batches) implements Change {}

    record Removed(RoomId room, long floor) implements Change {}
  }

  private final List<Change> changes = new ArrayList<>();
  private final Set<Recording> turns = new HashSet<>();
  private final NoteRows notes = new NoteRows();

  /// The events that were removed, as they were served before.
  private final Map<RoomId, List<LogEntry>> removed = new HashMap<>();

  /// The events as they were recorded: nothing is erased here.
  private final Map<RoomId, List<LogEntry>> logs = new HashMap<>();

  private final Map<RoomId, Room> states = new HashMap<>();

  RecordedLogs(Store store) {
    super(store);
  }

  /// Repeats the first `count` changes of `logs`.
  final void repeat(RecordedLogs logs, int count) {
    for (Change change : logs.changes.subList(0, count)) {
      switch (change) {
        case Change.Added(Recording turn, List<Batch> batches) ->
            record(turn, batches, notes.begin());
        case Change.Removed(RoomId room, long floor) -> remove(room, floor);
      }
    }
  }

  /// What was appended at once, one after the other.
  final List<List<Batch>> appended() {
    List<List<Batch>> appended = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.Added(_, List<Batch> batches)) {
        appended.add(batches);
      }
    }
    return appended;
  }

  final int changes() {
    return changes.size();
  }

  /// The number of changes before the first turn for which `condition` holds.
  ///
  /// @param from the number of changes that are passed over
  final OptionalInt changesBefore(Predicate<Recording> condition, int from) {
    for (int i = from; i < changes.size(); i++) {
      if (changes.get(i) instanceof Change.Added(Recording turn, _) && condition.test(turn)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /// Appends a turn, and ends the transaction if that succeeds.
  final AppendResult record(Recording turn, List<Batch> batches, long transaction) {
    AppendResult result = super.append(batches);
    if (result instanceof AppendResult.Stored) {
      changes.add(new Change.Added(turn, batches));
      turns.add(turn);
      batches.forEach(batch -> add(batch, transaction));
      notes.end(transaction);
    }
    return result;
  }

  private void add(Batch batch, long transaction) {
    List<LogEntry> log = logs.computeIfAbsent(batch.room(), _ -> new ArrayList<>());
    for (RoomEvent event : batch.events()) {
      LogEntry entry = new LogEntry(log.size() + 1, event);
      log.add(entry);
      room(batch.room()).apply(entry);
      notes.add(transaction, batch.room(), entry);
    }
  }

  /// Removes the events of a room up to `to`.
  ///
  /// @return the seq of the last event that is gone
  final long remove(RoomId room, long to) {
    List<LogEntry> before = journal().read(room, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
    long floor = journal().trim(room, to, Integer.MAX_VALUE);
    List<LogEntry> gone = before.stream().filter(entry -> entry.seq() <= floor).toList();
    if (!gone.isEmpty()) {
      removed.computeIfAbsent(room, _ -> new ArrayList<>()).addAll(gone);
      changes.add(new Change.Removed(room, floor));
    }
    return floor;
  }

  /// The events that were removed, as they were served before.
  final List<LogEntry> removed(RoomId room) {
    return removed.getOrDefault(room, List.of());
  }

  final Set<RoomId> rooms() {
    return logs.keySet();
  }

  final List<LogEntry> log(RoomId room) {
    return logs.getOrDefault(room, List.of());
  }

  /// The room as it is behind its last event.
  final Room room(RoomId id) {
    return states.computeIfAbsent(id, _ -> new Room(RoomSnapshot.empty(id)));
  }

  final NoteRows notes() {
    return notes;
  }

  final boolean hasAll(Set<Recording> acknowledged) {
    return turns.containsAll(acknowledged);
  }
}
