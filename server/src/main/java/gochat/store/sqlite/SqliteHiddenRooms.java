package gochat.store.sqlite;

import gochat.journal.HiddenRooms;
import gochat.room.RoomId;
import java.sql.SQLException;
import java.util.UUID;

/// Hidden rooms in the database.
final class SqliteHiddenRooms implements HiddenRooms {
  private final SqliteStore store;

  SqliteHiddenRooms(SqliteStore store) {
    this.store = store;
  }

  @Override
  public boolean set(UUID user, RoomId room, boolean isHidden) {
    try {
      return store.write(writer -> writer.markers().setHidden(user, room, isHidden));
    } catch (SQLException e) {
      throw JournalReads.failed("hidden room", e);
    }
  }
}
