package gochat.store.sqlite;

import gochat.journal.StoredLogs.Beginning;
import gochat.limit.RetentionLimit;
import gochat.room.LogEntry;
import gochat.room.RetentionRule;
import gochat.room.Room;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Writes the rules of rooms, and removes the beginnings of logs, on the writing connection. Not
/// thread-safe.
final class FloorWriter {
  /// The most bytes of text that are read for one transaction.
  private static final int BYTES_MAX = RetentionLimit.TRIM_BYTES.standardInt();

  private final LogReader log;
  private final RoomReader rooms;
  private final PreparedStatement removeEvents;
  private final PreparedStatement removeReactions;
  private final PreparedStatement removeMentions;
  private final PreparedStatement raise;
  private final PreparedStatement keepState;
  private final PreparedStatement setRule;

  /// @param log on the same connection
  /// @param rooms on the same connection
  FloorWriter(Statements statements, LogReader log, RoomReader rooms) throws SQLException {
    this.log = log;
    this.rooms = rooms;
    removeEvents = statements.prepare("DELETE FROM event WHERE key > ? AND key <= ?");
    removeReactions = statements.prepare("DELETE FROM reaction WHERE message > ? AND message <= ?");
    removeMentions = statements.prepare("DELETE FROM mention WHERE message > ? AND message <= ?");
    raise = statements.prepare("UPDATE room SET floor = ?, floor_at = ? WHERE key = ?");
    keepState =
        statements.prepare(
            "INSERT INTO floor_state (room, topic, state) VALUES (?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET topic = excluded.topic, state = excluded.state");
    setRule =
        statements.prepare(
            "UPDATE room SET keep_ms = nullif(?, 0), keep_events = nullif(?, 0)"
                + " WHERE id = ? AND kind IS NOT NULL");
  }

  /// See [gochat.journal.Retention#set].
  boolean set(RoomId room, RetentionRule rule) throws SQLException {
    setRule.setLong(1, rule.ageMs());
    setRule.setLong(2, rule.events());
    setRule.setString(3, room.value());
    return setRule.executeUpdate() > 0;
  }

  /// See [gochat.journal.Journal#trim].
  ///
  /// @return the floor
  long trim(RoomId id, long to, int eventsMax) throws SQLException {
    long room = log.roomKey(id);
    LogReader.Place floor = log.floor(room);
    if (to <= floor.seq()) {
      return floor.seq();
    }
    int removedMax = (int) Math.min(eventsMax, to - floor.seq());
    List<LogEntry> removed = log.read(id, floor.seq(), removedMax, BYTES_MAX);
    if (removed.isEmpty()) {
      return floor.seq();
    }
    Room state = new Room(rooms.floor(id));
    long latestAtMs = floor.latestAtMs();
    for (LogEntry entry : removed) {
      state.apply(entry);
      latestAtMs = Math.max(latestAtMs, entry.event().atMs());
    }
    remove(EventKey.of(room, floor.seq()), EventKey.of(room, state.head()));
    raise(room, state.snapshot(), latestAtMs);
    return state.head();
  }

  /// Gives a room the floor at which its log begins.
  void begin(RoomId room, Beginning beginning) throws SQLException {
    raise(log.roomKey(room), beginning.state(), beginning.latestAtMs());
  }

  private void remove(long after, long last) throws SQLException {
    for (PreparedStatement removal : List.of(removeEvents, removeReactions, removeMentions)) {
      removal.setLong(1, after);
      removal.setLong(2, last);
      removal.executeUpdate();
    }
  }

  private void raise(long room, RoomSnapshot state, long latestAtMs) throws SQLException {
    raise.setLong(1, state.head());
    raise.setLong(2, latestAtMs);
    raise.setLong(3, room);
    raise.executeUpdate();
    keep(room, state);
  }

  /// Stores the state at the floor, which stays where it is.
  void keep(long room, RoomSnapshot state) throws SQLException {
    keepState.setLong(1, room);
    keepState.setString(2, state.topic());
    keepState.setBytes(3, FloorState.bytes(state));
    keepState.executeUpdate();
  }
}
