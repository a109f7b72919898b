package gochat.store.postgres;

import gochat.journal.HiddenRooms;
import gochat.room.RoomId;
import java.util.UUID;

/// Hidden rooms in the database.
final class PostgresHiddenRooms implements HiddenRooms {
  private final Database database;

  PostgresHiddenRooms(Database database) {
    this.database = database;
  }

  @Override
  public boolean set(UUID user, RoomId room, boolean isHidden) {
    return database.change(
        "hide a room",
        sql ->
            sql.run(
                    "UPDATE member SET hidden_at = CASE WHEN ? THEN head END FROM log"
                        + " WHERE log.id = ? AND member.room = log.key AND member.user_id = ?",
                    isHidden,
                    room.value(),
                    user)
                > 0);
  }
}
