package gochat.store.sqlite;

import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/// Moves markers and hides rooms on the writing connection. Not thread-safe.
final class MarkerWriter {
  private final LogReader log;
  private final MarkerReader markers;
  private final PreparedStatement move;
  private final PreparedStatement forget;
  private final PreparedStatement setHidden;

  /// @param log on the same connection
  /// @param markers on the same connection
  MarkerWriter(Statements statements, LogReader log, MarkerReader markers) throws SQLException {
    this.log = log;
    this.markers = markers;
    move = statements.prepare("INSERT OR REPLACE INTO marker (user, room, seq) VALUES (?, ?, ?)");
    forget = statements.prepare("DELETE FROM marker WHERE user = ?");
    setHidden = statements.prepare("UPDATE member SET hidden_at = ? WHERE room = ? AND user = ?");
  }

  /// @return the marker's position
  long advance(UUID user, RoomId id, long seq) throws SQLException {
    long room = log.roomKey(id);
    long now = markers.readSeq(user, room);
    long next = Math.min(seq, log.head(room).seq());
    if (next <= now) {
      return now;
    }
    move.setBytes(1, Columns.bytes(user));
    move.setLong(2, room);
    move.setLong(3, next);
    move.executeUpdate();
    return next;
  }

  /// @return false when the user is not a member
  boolean setHidden(UUID user, RoomId id, boolean isHidden) throws SQLException {
    long room = log.roomKey(id);
    if (isHidden) {
      setHidden.setLong(1, log.head(room).seq());
    } else {
      setHidden.setNull(1, Types.INTEGER);
    }
    setHidden.setLong(2, room);
    setHidden.setBytes(3, Columns.bytes(user));
    return setHidden.executeUpdate() > 0;
  }

  void forget(UUID user) throws SQLException {
    forget.setBytes(1, Columns.bytes(user));
    forget.executeUpdate();
  }
}
