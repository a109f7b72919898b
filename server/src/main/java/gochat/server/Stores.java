package gochat.server;

import gochat.backup.DataStores;
import gochat.backup.PreparedDirectory;
import gochat.journal.JournalException;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.NewStore;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.StoreLocation;
import gochat.store.StoreProvider;
import gochat.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
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

  /// As [#open(StoreLocation, Consumer)], for a store that no server uses.
  ///
  /// @throws StoreException also when a server uses it
  public static Store openStopped(StoreLocation location) {
    return provider(location).openStopped(location);
  }

  /// Opens a store without data outside of the data directory, to fill it.
  ///
  /// @throws StoreException when it has data or is in use, or can't be used
  static NewStore openNew(StoreLocation location) {
    return provider(location).openNew(location);
  }

  /// Opens an empty data directory, or one that does not exist, to fill it.
  ///
  /// @throws StoreException when it is not empty, or can't be used
  /// @throws IOException when it can't be written
  public static NewStore openNew(Path target) throws IOException {
    PreparedDirectory directory = PreparedDirectory.open(target);
    boolean isOpen = false;
    try {
      Path database = database(directory.files());
      // Its data becomes durable when it is complete.
      Store store = SqliteStore.open(database, Durability.ASYNC, _ -> {});
      isOpen = true;
      return new NewDirectory(directory, store);
    } finally {
      if (!isOpen) {
        directory.close();
      }
    }
  }

  /// @param directory in which no store is open
  static void setEpoch(Path directory, long epoch) {
    SqliteStore.setEpoch(database(directory), epoch);
  }

  /// Whether a directory has a store.
  static boolean isIn(Path directory) {
    return Files.exists(database(directory));
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
