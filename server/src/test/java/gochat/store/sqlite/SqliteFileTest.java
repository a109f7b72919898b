package gochat.store.sqlite;

import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The store in a file keeps what its ports promise.
class SqliteFileTest extends StoreContract {
  @TempDir private Path directory;

  @Override
  protected Store create() {
    return SqliteStore.open(
        directory.resolve("gochat.db"),
        // Syncs take most of the time, and no contract sees them.
        Durability.ASYNC,
        e -> {
          throw new AssertionError("the store stopped", e);
        });
  }

  @Override
  protected Store reopen(Store store) {
    store.close();
    return create();
  }
}
