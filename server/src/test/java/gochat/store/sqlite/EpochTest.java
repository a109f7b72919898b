package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.store.Durability;
import gochat.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochTest {
  @TempDir Path directory;

  @Test
  void theEpochOfASyncedStoreStaysAfterAnyCrash() throws Exception {
    Path crashed = crash(Durability.SYNC);

    assertThat(epochOf(crashed, Durability.SYNC)).isEqualTo(1);
    assertThat(epochOf(crashed, Durability.SYNC)).isEqualTo(1);
  }

  @Test
  void itGrowsWhenAnAsyncStoreWasNotClosed() throws Exception {
    Path crashed = crash(Durability.ASYNC);

    assertThat(epochOf(crashed, Durability.SYNC)).isEqualTo(2);
    assertThat(epochOf(crashed, Durability.SYNC)).isEqualTo(2);
  }

  @Test
  void itStaysWhenAnAsyncStoreIsClosed() {
    Path file = directory.resolve("gochat.db");

    assertThat(epochOf(file, Durability.ASYNC)).isEqualTo(1);
    assertThat(epochOf(file, Durability.ASYNC)).isEqualTo(1);
    assertThat(epochOf(file, Durability.SYNC)).isEqualTo(1);
  }

  @Test
  void itGrowsWhenAnOlderCopyTookTheStoresPlace() {
    Path file = directory.resolve("gochat.db");
    assertThat(epochOf(file, Durability.SYNC)).isEqualTo(1);

    SqliteStore.markRestored(file);

    assertThat(epochOf(file, Durability.SYNC)).isEqualTo(2);
  }

  @Test
  void aStoreInMemoryIsNeverTakenForTheOneBefore() {
    try (Store store = SqliteStore.inMemory()) {
      assertThat(store.journal().epoch()).isGreaterThan(1);
    }
  }

  /// A copy of the files of an open store, as a crash would leave them.
  private Path crash(Durability durability) throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    try (var _ = SqliteStore.open(directory.resolve("gochat.db"), durability, _ -> {})) {
      for (String name : List.of("gochat.db", "gochat.db-wal", "gochat.db.starts")) {
        Files.copy(directory.resolve(name), copy.resolve(name));
      }
    }
    return copy.resolve("gochat.db");
  }

  private static long epochOf(Path file, Durability durability) {
    try (Store store = SqliteStore.open(file, durability, _ -> {})) {
      return store.journal().epoch();
    }
  }
}
