package gochat.store;

import gochat.store.memory.MemoryStore;
import gochat.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The stores of this module keep the contract.
class StoresTest {
  @Nested
  class InMemory extends StoreContract {
    @Override
    protected Store create() {
      return MemoryStore.create(1);
    }
  }

  @Nested
  class SqliteInMemory extends StoreContract {
    @Override
    protected Store create() {
      return SqliteStore.inMemory();
    }
  }

  @Nested
  class SqliteInAFile extends DurableStoreContract {
    @TempDir private Path directory;

    @Override
    protected Store create() {
      return openCopy(directory);
    }

    @Override
    protected Store openCopy(Path copy) {
      return SqliteStore.open(
          copy.resolve("gochat.db"),
          // Syncs take most of the time, and no contract sees them.
          Durability.ASYNC,
          e -> {
            throw new AssertionError("the store stopped", e);
          });
    }

    @Override
    protected Store openToVerify(Path copy) {
      return SqliteStore.openToVerify(copy.resolve("gochat.db"));
    }

    @Override
    protected Store reopen(Store store) {
      store.close();
      return create();
    }

    @Override
    protected void copyMirror(Path mirror, Path copy) throws IOException {
      SqliteStore.copyMirror(mirror, copy.resolve("gochat.db"));
    }
  }
}
