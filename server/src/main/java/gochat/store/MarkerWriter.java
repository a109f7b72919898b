package gochat.store;

import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/// Moves markers over the write connection; used by one thread at a time.
final class MarkerWriter {
  private final LogReader log;
  private final MarkerReader markers;
  private final PreparedStatement move;
  private final PreparedStatement forget;

  /// @param log over the same connection
  /// @param markers over the same connection
  MarkerWriter(Statements statements, LogReader log, MarkerReader markers) throws SQLException {
    this.log = log;
    this.markers = markers;
    move = statements.prepare("INSERT OR REPLACE INTO marker (user, room, seq) VALUES (?, ?, ?)");
    forget = statements.prepare("DELETE FROM marker WHERE user = ?");
  }

  /// @return where the marker is now
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

  void forget(UUID user) throws SQLException {
    forget.setBytes(1, Columns.bytes(user));
    forget.executeUpdate();
  }
}
