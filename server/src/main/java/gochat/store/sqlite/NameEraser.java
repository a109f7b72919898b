package gochat.store.sqlite;

import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Empties the name of an erased account, within a transaction. Its statements are prepared when
/// they are needed, because that is seldom. Not thread-safe.
final class NameEraser {
  private static final String OF_EVENT =
      "UPDATE event SET name = CASE user WHEN ?1 THEN '' ELSE name END,"
          + " member_name = CASE member WHEN ?1 THEN '' ELSE member_name END WHERE key = ?2";

  /// By room and user.
  private static final List<String> OF_STATE =
      List.of(
          "UPDATE member SET name = '' WHERE room = ? AND user = ? AND name <> ''",
          "UPDATE banned SET name = '' WHERE room = ? AND user = ? AND name <> ''",
          "UPDATE banned SET by_name = '' WHERE room = ? AND by_user = ? AND by_name <> ''",
          "UPDATE muted SET name = '' WHERE room = ? AND user = ? AND name <> ''",
          "UPDATE muted SET by_name = '' WHERE room = ? AND by_user = ? AND by_name <> ''");

  private final Connection connection;
  private final Reader reader;
  private final FloorWriter floors;

  /// @param reader on the same connection, as `floors`
  NameEraser(Connection connection, Reader reader, FloorWriter floors) {
    this.connection = connection;
    this.reader = reader;
    this.floors = floors;
  }

  /// See [gochat.journal.StoredLogs#eraseName].
  void erase(RoomId id, UUID user, List<Long> events) throws SQLException {
    erase(reader.log().roomKey(id), user, events);
  }

  private void erase(long room, UUID user, List<Long> events) throws SQLException {
    try (PreparedStatement erase = connection.prepareStatement(OF_EVENT)) {
      erase.setBytes(1, Columns.bytes(user));
      for (long seq : events) {
        erase.setLong(2, EventKey.of(room, seq));
        erase.executeUpdate();
      }
    }
  }

  /// See [gochat.journal.StoredLogs#eraseMemberName].
  boolean eraseOfMember(RoomId id, UUID user, List<Long> events) throws SQLException {
    long room = reader.log().roomKey(id);
    erase(room, user, events);
    int erased = 0;
    for (String change : OF_STATE) {
      try (PreparedStatement erase = connection.prepareStatement(change)) {
        erase.setLong(1, room);
        erase.setBytes(2, Columns.bytes(user));
        erased += erase.executeUpdate();
      }
    }
    RoomSnapshot floor = reader.rooms().floor(id);
    RoomSnapshot without = floor.withoutName(user);
    if (!without.equals(floor)) {
      floors.keep(room, without);
      erased++;
    }
    return erased > 0;
  }
}
