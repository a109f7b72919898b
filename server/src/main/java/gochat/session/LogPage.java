package gochat.session;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.limit.QueueLimit;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.List;

/// The next events of a log.
///
/// @param removedTo the seq of the last event before `entries` that is no longer kept, 0 for none
/// @param damaged the seq of the next event if it is damaged, 0 if not; then there are no `entries`
/// @param entries consecutive; may be empty
record LogPage(long removedTo, long damaged, List<LogEntry> entries) {
  private static final int ENTRIES_MAX = QueueLimit.PAGE_ENTRIES.standardInt();
  private static final int BYTES_MAX = QueueLimit.PAGE_BYTES.standardInt();

  /// Reads the events after the seq `after`. May wait for the disk.
  static LogPage read(Journal journal, RoomId room, long after) {
    try {
      return read(journal, room, after, ENTRIES_MAX);
    } catch (JournalException e) {
      if (e.damagedSeq() <= after) {
        throw e;
      }
      return readTo(e.damagedSeq(), journal, room, after);
    }
  }

  private static LogPage read(Journal journal, RoomId room, long after, int entriesMax) {
    List<LogEntry> entries = journal.read(room, after, entriesMax, BYTES_MAX);
    if (!entries.isEmpty() && entries.getFirst().seq() == after + 1) {
      return new LogPage(0, 0, entries);
    }
    long floor = journal.floor(room).head();
    // The floor may have risen since the events were read.
    return new LogPage(
        entries.isEmpty() ? floor : Math.min(floor, entries.getFirst().seq() - 1), 0, entries);
  }

  /// Reads up to a damaged event, which the next page is about.
  private static LogPage readTo(long damaged, Journal journal, RoomId room, long after) {
    long floor = journal.floor(room).head();
    if (after < floor) {
      return new LogPage(floor, 0, List.of());
    }
    long sound = damaged - after - 1;
    return sound == 0
        ? new LogPage(0, damaged, List.of())
        : read(journal, room, after, (int) Math.min(ENTRIES_MAX, sound));
  }
}
