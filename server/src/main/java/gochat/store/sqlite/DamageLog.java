package gochat.store.sqlite;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs each damaged row once. Thread-safe.
final class DamageLog {
  /// Finds the id of a room.
  @FunctionalInterface
  interface RoomIds {
    /// @param key the room's key
    Optional<String> of(long key) throws SQLException;
  }

  private static final Logger log = LoggerFactory.getLogger(DamageLog.class);

  /// A file with more damaged rows needs no longer list.
  private static final int ROWS_MAX = 1_000;

  private final RoomIds rooms;
  private final Set<DamagedRow> logged = ConcurrentHashMap.newKeySet();

  DamageLog(RoomIds rooms) {
    this.rooms = rooms;
  }

  /// Logs the damaged row that caused `e`, if that is the cause.
  void note(SQLException e) {
    DamagedRow.in(e)
        .filter(row -> logged.size() < ROWS_MAX && logged.add(row))
        .ifPresent(row ->
            log.atError()
                .addKeyValue("table", row.table().sqlName())
                .addKeyValue("room", room(row.room()))
                .addKeyValue("seq", row.seq())
                .log("a stored row is damaged and is not served: verify the data"));
  }

  /// The room's id, null for no room.
  private @Nullable String room(long key) {
    try {
      return rooms.of(key).orElse(null);
    } catch (SQLException _) {
      return "key " + key;
    }
  }
}
