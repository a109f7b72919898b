package gochat.session;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/// The notes of a store, which tell all servers who became a member of a room or ceased to be one:
/// the table `note` of the store on PostgreSQL, by hand. A transaction may commit after a later
/// one.
final class NoteRows {
  /// @param isArrival whether the user became a member with this event, or else ceased to be one
  record Note(UUID user, RoomId room, long seq, boolean isArrival) {}

  /// @param transaction its number
  private record Row(long transaction, Note note) {}

  private final TreeSet<Long> running = new TreeSet<>();
  private final List<Row> rows = new ArrayList<>();
  private long next = 1;

  /// A transaction begins.
  long begin() {
    running.add(next);
    return next++;
  }

  void end(long transaction) {
    running.remove(transaction);
  }

  void add(long transaction, RoomId room, LogEntry entry) {
    for (UUID arrived : entry.event().arrived()) {
      rows.add(new Row(transaction, new Note(arrived, room, entry.seq(), true)));
    }
    UUID departed = entry.event().departed();
    if (departed != null) {
      rows.add(new Row(transaction, new Note(departed, room, entry.seq(), false)));
    }
  }

  /// Reads the notes from a transaction on up to the first one that still runs.
  ///
  /// @param isHasty whether to pass over the transactions that run
  /// @return where to begin the next time
  long read(long from, boolean isHasty, Consumer<Note> to) {
    long end = running.isEmpty() || isHasty ? next : running.first();
    rows.stream()
        .filter(row -> row.transaction >= from && row.transaction < end)
        .sorted(Comparator.comparingLong(Row::transaction))
        .forEach(row -> to.accept(row.note));
    return end;
  }
}
