package gochat.store.sqlite;

import gochat.journal.History;
import gochat.room.RoomId;
import java.util.UUID;

/// Pages of history from the database.
final class SqliteHistory implements History {
  private final SqliteStore store;

  SqliteHistory(SqliteStore store) {
    this.store = store;
  }

  @Override
  public Page page(RoomId room, Anchor anchor, int entriesMax, int bytesMax, UUID reader) {
    return JournalReads.inOneView(
        store, view -> view.pages().page(room, anchor, entriesMax, bytesMax, reader));
  }

  @Override
  public Page thread(
      RoomId room, long root, long after, int entriesMax, int bytesMax, UUID reader) {
    return JournalReads.inOneView(
        store, view -> view.pages().thread(room, root, after, entriesMax, bytesMax, reader));
  }

  @Override
  public PinPage pins(RoomId room, long before, int entriesMax, int bytesMax, UUID reader) {
    return JournalReads.inOneView(
        store, view -> view.pages().pins(room, before, entriesMax, bytesMax, reader));
  }
}
