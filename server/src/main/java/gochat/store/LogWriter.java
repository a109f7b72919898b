package gochat.store;

import gochat.journal.Journal.Batch;
import gochat.journal.Journal.MessageKey;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Writes logs over the write connection; used by one thread at a time.
final class LogWriter {
  static final String FIND_MESSAGE_ID =
      "SELECT seq, fingerprint FROM event WHERE room = ? AND user = ? AND message_id = ?";

  private final LogReader reader;
  private final PreparedStatement roomKey;
  private final PreparedStatement addRoom;
  private final PreparedStatement addEvent;
  private final PreparedStatement recorded;

  /// @param reader over the same connection
  LogWriter(Statements statements, LogReader reader) throws SQLException {
    this.reader = reader;
    roomKey = statements.prepare("SELECT key FROM room WHERE id = ?");
    addRoom = statements.prepare("INSERT INTO room (id) VALUES (?) RETURNING key");
    addEvent = statements.prepare(EventColumns.INSERT);
    recorded = statements.prepare(FIND_MESSAGE_ID);
  }

  /// @return false when the room's head is not the expected one
  boolean write(Batch batch) throws SQLException {
    long head = batch.expectedHead();
    if (reader.head(batch.room()) != head) {
      return false;
    }
    long room = keyOf(batch.room());
    for (RoomEvent event : batch.events()) {
      EventColumns.bind(addEvent, room, ++head, event);
      addEvent.executeUpdate();
    }
    return true;
  }

  Map<MessageKey, Recorded> recorded(RoomId room, Collection<MessageKey> keys) throws SQLException {
    Map<MessageKey, Recorded> found = new HashMap<>();
    roomKey.setString(1, room.value());
    try (ResultSet rows = roomKey.executeQuery()) {
      if (!rows.next()) {
        return found;
      }
      recorded.setLong(1, rows.getLong(1));
    }
    for (MessageKey key : keys) {
      recorded.setBytes(2, EventColumns.bytes(key.user()));
      recorded.setBytes(3, EventColumns.bytes(key.messageId()));
      try (ResultSet rows = recorded.executeQuery()) {
        if (rows.next()) {
          found.put(key, new Recorded(rows.getLong(1), rows.getLong(2)));
        }
      }
    }
    return found;
  }

  private long keyOf(RoomId room) throws SQLException {
    roomKey.setString(1, room.value());
    try (ResultSet rows = roomKey.executeQuery()) {
      if (rows.next()) {
        return rows.getLong(1);
      }
    }
    addRoom.setString(1, room.value());
    try (ResultSet rows = addRoom.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
