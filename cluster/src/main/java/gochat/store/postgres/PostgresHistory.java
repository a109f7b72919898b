package gochat.store.postgres;

import gochat.journal.History;
import gochat.room.RoomId;
import java.util.UUID;

/// Pages of history from the database.
final class PostgresHistory implements History {
  private final Database database;

  PostgresHistory(Database database) {
    this.database = database;
  }

  @Override
  public Page page(RoomId room, Anchor anchor, int entriesMax, int bytesMax, UUID reader) {
    return database.view(
        sql -> new PageReader(sql, reader).page(room, anchor, entriesMax, bytesMax));
  }

  @Override
  public Page thread(
      RoomId room, long root, long after, int entriesMax, int bytesMax, UUID reader) {
    return database.view(
        sql -> new PageReader(sql, reader).thread(room, root, after, entriesMax, bytesMax));
  }

  @Override
  public PinPage pins(RoomId room, long before, int entriesMax, int bytesMax, UUID reader) {
    return database.view(
        sql -> new PinReader(sql, reader).pins(room, before, entriesMax, bytesMax));
  }
}
