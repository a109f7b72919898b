package gochat.session;

import gochat.journal.Journal;
import gochat.limit.QueueLimit;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.List;

/// The next events of a log.
///
/// @param removedTo the seq of the last event before `entries` that is no longer kept, 0 for none
/// @param entries consecutive; may be empty
record LogPage(long removedTo, List<LogEntry> entries) {
  private static final int ENTRIES_MAX = QueueLimit.PAGE_ENTRIES.standardInt();
  private static final int BYTES_MAX = QueueLimit.PAGE_BYTES.standardInt();

  /// Reads the events after the seq `after`. May wait for the disk.
  static LogPage read(Journal journal, RoomId room, long after) {
    List<LogEntry> entries = journal.read(room, after, ENTRIES_MAX, BYTES_MAX);
    if (!entries.isEmpty() && entries.getFirst().seq() == after + 1) {
      return new LogPage(0, entries);
    }
    long floor = journal.floor(room).head();
    // The floor may have risen since the events were read.
    return new LogPage(
        entries.isEmpty() ? floor : Math.min(floor, entries.getFirst().seq() - 1), entries);
  }
}
