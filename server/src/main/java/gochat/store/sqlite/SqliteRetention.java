package gochat.store.sqlite;

import gochat.journal.Retention;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of rooms in the database.
final class SqliteRetention implements Retention {
  private final SqliteStore store;

  SqliteRetention(SqliteStore store) {
    this.store = store;
  }

  @Override
  public boolean set(RoomId room, RetentionRule rule) {
    try {
      return store.write(writer -> writer.floors().set(room, rule));
    } catch (SQLException e) {
      throw JournalReads.failed("retention", e);
    }
  }

  @Override
  public RetentionRule of(RoomId room) {
    return JournalReads.query(store, reader -> reader.retention().of(room));
  }

  @Override
  public Ruled ruled(RoomId room, RetentionRule rule, long nowMs) {
    return JournalReads.inOneView(store, reader -> reader.retention().ruled(room, rule, nowMs));
  }

  @Override
  public List<Ruled> ruled(RetentionRule server, long nowMs, @Nullable RoomId after, int roomsMax) {
    return JournalReads.inOneView(
        store, reader -> reader.retention().ruled(server, nowMs, after, roomsMax));
  }
}
