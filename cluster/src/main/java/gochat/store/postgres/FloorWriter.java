package gochat.store.postgres;

import gochat.journal.StoredLogs.Beginning;
import gochat.limit.RetentionLimit;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomId;
import java.sql.SQLException;
import java.util.List;

/// Removes the beginnings of logs within a transaction. Not thread-safe.
final class FloorWriter {
  /// The most bytes of text that are read for one transaction.
  private static final int BYTES_MAX = RetentionLimit.TRIM_BYTES.standardInt();

  private final Sql sql;

  FloorWriter(Sql sql) {
    this.sql = sql;
  }

  /// See [gochat.journal.Journal#trim].
  ///
  /// @return the floor
  long trim(RoomId id, long to, int eventsMax) throws SQLException {
    LogReader reader = new LogReader(sql);
    LogReader.Log log = reader.lock(id);
    if (to <= log.floor()) {
      return log.floor();
    }
    int removedMax = (int) Math.min(eventsMax, to - log.floor());
    List<LogEntry> removed = reader.read(id, log.floor(), removedMax, BYTES_MAX);
    if (removed.isEmpty()) {
      return log.floor();
    }
    Room state = new Room(new RoomReader(sql).floor(id));
    long latestAtMs = log.floorAtMs();
    for (LogEntry entry : removed) {
      state.apply(entry);
      latestAtMs = Math.max(latestAtMs, entry.event().atMs());
    }
    Changes changes = new Changes();
    for (String rows :
        List.of(
            "event WHERE room = ? AND seq",
            "reaction WHERE room = ? AND message",
            "mention WHERE room = ? AND message")) {
      changes.add("DELETE FROM " + rows + " <= ?", log.key(), state.head());
    }
    FloorState.raise(changes, log.key(), new Beginning(state.snapshot(), latestAtMs));
    changes.make(sql);
    return state.head();
  }
}
