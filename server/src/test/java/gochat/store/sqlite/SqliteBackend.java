package gochat.store.sqlite;

import gochat.journal.Backend;
import gochat.journal.HiddenRooms;
import gochat.journal.History;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The real store behind the contracts of its ports.
///
/// @param file null when it is in memory
record SqliteBackend(SqliteStore store, @Nullable Path file) implements Backend {
  static SqliteBackend open(Path file) {
    return new SqliteBackend(
        SqliteStore.open(
            file,
            // Syncs take most of the time, and no contract sees them.
            Durability.ASYNC,
            e -> {
              throw new AssertionError("the store stopped", e);
            }),
        file);
  }

  static SqliteBackend inMemory() {
    return new SqliteBackend(SqliteStore.inMemory(), null);
  }

  @Override
  public Journal journal() {
    return store.journal();
  }

  @Override
  public History history() {
    return store.history();
  }

  @Override
  public RoomDirectory rooms() {
    return store.rooms();
  }

  @Override
  public ReadMarkers markers() {
    return store.markers();
  }

  @Override
  public HiddenRooms hidden() {
    return store.hidden();
  }

  @Override
  public Backend reopened() {
    if (file == null) {
      return this;
    }
    store.close();
    return open(file);
  }

  @Override
  public void close() {
    store.close();
  }
}
