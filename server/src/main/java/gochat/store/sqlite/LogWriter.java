package gochat.store.sqlite;

import gochat.journal.Journal.Batch;
import gochat.journal.StoredEvent;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// Writes logs and their projections on the writing connection. Not thread-safe.
final class LogWriter {
  private final LogReader reader;
  private final EventWriter events;
  private final Projections projections;
  private final PreparedStatement addRoom;
  private final PreparedStatement countTurn;

  /// @param reader on the same connection
  LogWriter(Statements statements, LogReader reader) throws SQLException {
    this.reader = reader;
    events = new EventWriter(statements);
    projections = new Projections(statements);
    addRoom = statements.prepare("INSERT INTO room (id) VALUES (?) RETURNING key");
    countTurn = statements.prepare("UPDATE meta SET turns = turns + 1");
  }

  /// Counts a turn in the database: see [Starts].
  void countTurn() throws SQLException {
    countTurn.executeUpdate();
  }

  /// @return false when the room's head is not the expected one
  boolean write(Batch batch) throws SQLException {
    long room = reader.roomKey(batch.room());
    LogReader.Place head = reader.head(room);
    if (head.seq() != batch.expectedHead()) {
      return false;
    }
    room = addIfNew(room, batch.room());
    events.write(room, head, batch.events());
    long seq = head.seq();
    for (RoomEvent event : batch.events()) {
      projections.follow(room, ++seq, event);
    }
    return true;
  }

  /// @param key the room's key, perhaps [LogReader#NO_ROOM]
  /// @return the room's key
  private long addIfNew(long key, RoomId room) throws SQLException {
    return key == LogReader.NO_ROOM ? add(room) : key;
  }

  /// See [gochat.journal.StoredLogs#begin].
  boolean begin(RoomId id, RoomSnapshot state) throws SQLException {
    long room = reader.roomKey(id);
    if (reader.head(room).seq() > 0) {
      return false;
    }
    projections.begin(addIfNew(room, id), state);
    return true;
  }

  /// See [gochat.journal.StoredLogs#append].
  ///
  /// @return false when the first event does not follow the room's head
  boolean write(RoomId id, List<StoredEvent> stored) throws SQLException {
    long room = reader.roomKey(id);
    LogReader.Place head = reader.head(room);
    if (stored.getFirst().seq() != head.seq() + 1) {
      return false;
    }
    room = addIfNew(room, id);
    long floor = reader.floor(room).seq();
    long latestAtMs = head.latestAtMs();
    for (StoredEvent event : stored) {
      events.write(room, event, latestAtMs);
      latestAtMs = Math.max(latestAtMs, event.event().atMs());
      if (!event.isOnRemoved(floor)) {
        projections.followWithoutName(room, event.seq(), event.entry().event());
      }
    }
    return true;
  }

  /// See [gochat.journal.StoredLogs#setNames].
  void setNames(Map<RoomId, RoomName> names) throws SQLException {
    for (RoomId room : names.keySet()) {
      projections.rename(reader.roomKey(room), null);
    }
    for (var named : names.entrySet()) {
      projections.rename(reader.roomKey(named.getKey()), named.getValue());
    }
  }

  private long add(RoomId room) throws SQLException {
    addRoom.setString(1, room.value());
    try (ResultSet rows = addRoom.executeQuery()) {
      rows.next();
      long key = rows.getLong(1);
      if (key > EventKey.ROOM_MAX) {
        throw new SQLException("rooms: " + key + " (expected: at most " + EventKey.ROOM_MAX + ")");
      }
      return key;
    }
  }
}
