package gochat.store.sqlite;

import gochat.journal.Journal.Batch;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

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
    if (room == LogReader.NO_ROOM) {
      room = add(batch.room());
    }
    events.write(room, head, batch.events());
    long seq = head.seq();
    for (RoomEvent event : batch.events()) {
      projections.follow(room, ++seq, event);
    }
    return true;
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
