package gochat.server;

import gochat.backup.DataStores;
import gochat.journal.JournalException;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.StoreLocation;
import gochat.store.StoreProvider;
import gochat.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Opens stores. The only class outside of a backend that names one: SQLite is a part of every
/// server, others are [Modules]. Stateless.
public final class Stores {
  private Stores() {}

  /// Opens the store in a directory; creates it when missing.
  ///
  /// @param durability not [Durability#MEMORY]
  /// @param onFatal called once when the store can't go on. The process must stop then; the next
  ///   start recovers the data
  /// @throws StoreException when the data can't be used
  public static Store open(
      DataDirectory directory, Durability durability, Consumer<? super JournalException> onFatal) {
    return SqliteStore.open(database(directory.path()), durability, onFatal::accept);
  }

  /// Opens an empty store in memory: [Durability#MEMORY].
  public static Store inMemory() {
    return SqliteStore.inMemory();
  }

  /// Opens a store outside of the data directory.
  ///
  /// @param onFatal as for the other
  /// @throws StoreException when the data can't be used
  static Store open(StoreLocation location, Consumer<? super JournalException> onFatal) {
    return provider(location).open(location, onFatal);
  }

  private static StoreProvider provider(StoreLocation location) {
    String scheme = location.url().substring(0, location.url().indexOf(':'));
    return Modules.find(StoreProvider.class, provider -> provider.scheme().equals(scheme))
        .orElseThrow(() ->
            new StoreException(
                "store: "
                    + location
                    + ": this server has no store with the scheme "
                    + scheme
                    + " (expected: "
                    + StoreChoice.EMBEDDED
                    + " or postgresql://…; the latter is"
                    + " in the module cluster, which bin/server builds)"));
  }

  /// Records that an operator put a backup in the place of the data.
  ///
  /// @throws StoreException when the data can't be used
  static void markRestored(DataDirectory directory) {
    SqliteStore.markRestored(database(directory.path()));
  }

  /// The same for a store outside of the data directory.
  static void markRestored(StoreLocation location) {
    provider(location).markRestored(location);
  }

  /// The backend for backups and restores.
  public static DataStores data() {
    return new DataStores() {
      @Override
      public Store open(Path directory) {
        return SqliteStore.open(database(directory), Durability.SYNC, _ -> {});
      }

      @Override
      public Store openToVerify(Path directory) {
        return SqliteStore.openToVerify(database(directory));
      }

      @Override
      public boolean isMirror(Path directory) {
        return SqliteStore.isMirror(directory);
      }

      @Override
      public void copyMirror(Path mirror, Path directory) throws IOException {
        SqliteStore.copyMirror(mirror, database(directory));
      }
    };
  }

  private static Path database(Path directory) {
    return directory.resolve("gochat.db");
  }
}
