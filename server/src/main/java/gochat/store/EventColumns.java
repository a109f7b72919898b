package gochat.store;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/// An event as columns of the table `event`.
final class EventColumns {
  static final String INSERT =
      "INSERT INTO event (room, seq, at, kind, user, session, name, message_id, fingerprint, text)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  static final String READ = "seq, at, kind, user, session, name, message_id, text";

  private static final int POSTED = 1;

  private EventColumns() {}

  static void bind(PreparedStatement insert, long room, long seq, RoomEvent event)
      throws SQLException {
    switch (event) {
      case RoomEvent.Posted(Author author, long atMs, UUID messageId, String text) -> {
        insert.setLong(1, room);
        insert.setLong(2, seq);
        insert.setLong(3, atMs);
        insert.setInt(4, POSTED);
        insert.setBytes(5, bytes(author.user()));
        insert.setBytes(6, bytes(author.session()));
        insert.setString(7, author.name());
        if (messageId == null) {
          insert.setNull(8, Types.BLOB);
          insert.setNull(9, Types.INTEGER);
        } else {
          insert.setBytes(8, bytes(messageId));
          insert.setLong(9, Command.fingerprint(text));
        }
        insert.setString(10, text);
      }
    }
  }

  /// How many bytes the row's text takes in UTF-8.
  static int textBytes(ResultSet row) throws SQLException {
    return row.getBytes(8).length;
  }

  static LogEntry entry(ResultSet row) throws SQLException {
    int kind = row.getInt(3);
    if (kind != POSTED) {
      throw new SQLException("event kind: " + kind + " (expected: " + POSTED + ")");
    }
    Author author = new Author(uuid(row.getBytes(4)), uuid(row.getBytes(5)), row.getString(6));
    byte[] messageId = row.getBytes(7);
    // Read as bytes: a text may hold a NUL character.
    String text = new String(row.getBytes(8), StandardCharsets.UTF_8);
    return new LogEntry(
        row.getLong(1),
        new RoomEvent.Posted(
            author, row.getLong(2), messageId == null ? null : uuid(messageId), text));
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] bytes) {
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong());
  }
}
