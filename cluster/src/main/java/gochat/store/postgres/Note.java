package gochat.store.postgres;

import gochat.room.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// A fact that each server has to hear of within seconds.
public sealed interface Note {
  /// A user became a member of a room with the event `seq`.
  record Arrived(UUID user, RoomId room, long seq) implements Note {}

  /// A user stopped being a member of a room with the event `seq`.
  record Departed(UUID user, RoomId room, long seq) implements Note {}

  record TokenEnded(UUID token) implements Note {}

  /// The kind of an account has changed.
  record KindChanged(UUID account) implements Note {}

  /// Stored events of a room were changed.
  record Rewritten(RoomId room) implements Note {}

  // The numbers of kinds in the database.
  int ARRIVED = 1;
  int DEPARTED = 2;
  int TOKEN_ENDED = 3;
  int KIND_CHANGED = 4;
  int REWRITTEN = 5;

  /// @param row of kind, user, room, seq and token
  static Note of(ResultSet row) throws SQLException {
    int kind = row.getInt("kind");
    return switch (kind) {
      case ARRIVED -> new Arrived(user(row), room(row), row.getLong("seq"));
      case DEPARTED -> new Departed(user(row), room(row), row.getLong("seq"));
      case TOKEN_ENDED -> new TokenEnded(row.getObject("token", UUID.class));
      case KIND_CHANGED -> new KindChanged(user(row));
      case REWRITTEN -> new Rewritten(room(row));
      default -> throw new SQLException("note: kind " + kind + " (expected: 1 to 5)");
    };
  }

  private static UUID user(ResultSet row) throws SQLException {
    return row.getObject("user_id", UUID.class);
  }

  private static RoomId room(ResultSet row) throws SQLException {
    return new RoomId(row.getString("room"));
  }
}
