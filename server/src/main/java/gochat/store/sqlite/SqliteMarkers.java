package gochat.store.sqlite;

import gochat.journal.ReadMarkers;
import gochat.room.RoomId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Read markers in the database.
final class SqliteMarkers implements ReadMarkers {
  private final SqliteStore store;

  SqliteMarkers(SqliteStore store) {
    this.store = store;
  }

  @Override
  public long advance(UUID user, RoomId room, long seq) {
    try {
      return store.write(writer -> writer.markers().advance(user, room, seq));
    } catch (SQLException e) {
      throw JournalReads.failed("read marker", e);
    }
  }

  @Override
  public Map<RoomId, Unread> unread(UUID user, Collection<RoomId> rooms) {
    return JournalReads.inOneView(
        store,
        reader -> {
          Map<RoomId, Unread> unread = new HashMap<>();
          for (RoomId room : rooms) {
            unread.put(room, reader.markers().unread(user, room));
          }
          return unread;
        });
  }

  @Override
  public void forget(UUID user) {
    try {
      store.write(writer -> {
        writer.markers().forget(user);
        return user;
      });
    } catch (SQLException e) {
      throw JournalReads.failed("read marker", e);
    }
  }
}
