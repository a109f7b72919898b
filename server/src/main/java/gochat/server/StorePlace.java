package gochat.server;

import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.NewStore;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.StoreLocation;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A place that has a store, or gets one: `sqlite:DIR` or the URL of a database.
sealed interface StorePlace {
  /// The access to databases.
  ///
  /// @param passwordFile null for none
  /// @param password the value of [StoreChoice#PASSWORD_VARIABLE], null for none
  record Access(@Nullable Path passwordFile, @Nullable String password, boolean isInsecureAllowed) {
    StoreLocation to(String url) {
      return new StoreChoice(url, passwordFile, password).location(isInsecureAllowed);
    }
  }

  /// The store of a server that does not run.
  ///
  /// @param directory locked as long as the store is open, null for none
  record Stopped(Store store, @Nullable DataDirectory directory) implements AutoCloseable {
    @Override
    public void close() {
      try (directory) {
        store.close();
      }
    }
  }

  /// @throws ConfigException when the name or the access is wrong
  static StorePlace of(String name, Access access) {
    if (name.startsWith(Directory.SCHEME)) {
      return new Directory(Path.of(name.substring(Directory.SCHEME.length())).toAbsolutePath());
    }
    if (name.contains("://")) {
      return new Database(access.to(name));
    }
    throw new ConfigException(name + " (expected: " + Directory.SCHEME + "DIR or postgresql://…)");
  }

  /// @throws StoreException when there is no store, a server uses it, or it can't be used
  Stopped openStopped();

  /// @throws StoreException when there is a store, or none can be made
  NewStore openNew() throws IOException;

  record Directory(Path path) implements StorePlace {
    private static final String SCHEME = StoreChoice.EMBEDDED + ":";

    @Override
    public Stopped openStopped() {
      if (!Stores.isIn(path)) {
        throw new StoreException(this + " has no data: name the directory of a server's data");
      }
      DataDirectory directory = DataDirectory.open(path);
      boolean isOpen = false;
      try {
        Store store = Stores.open(directory, Durability.SYNC, _ -> {});
        isOpen = true;
        return new Stopped(store, directory);
      } finally {
        if (!isOpen) {
          directory.close();
        }
      }
    }

    @Override
    public NewStore openNew() throws IOException {
      return Stores.openNew(path);
    }

    @Override
    public String toString() {
      return SCHEME + path;
    }
  }

  record Database(StoreLocation location) implements StorePlace {
    @Override
    public Stopped openStopped() {
      return new Stopped(Stores.openStopped(location), null);
    }

    @Override
    public NewStore openNew() {
      return Stores.openNew(location);
    }

    @Override
    public String toString() {
      return location.toString();
    }
  }
}
