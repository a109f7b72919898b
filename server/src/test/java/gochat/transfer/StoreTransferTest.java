package gochat.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.NewStore;
import gochat.store.Store;
import gochat.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores are transferred to data directories.
class StoreTransferTest extends StoreTransferContract {
  @TempDir private Path parent;

  private Path target() {
    return parent.resolve("target");
  }

  @Override
  protected NewStore openNew() throws IOException {
    return Stores.openNew(target());
  }

  @Override
  protected Store open() {
    try (DataDirectory directory = DataDirectory.open(target())) {
      return Stores.open(directory, Durability.SYNC, _ -> {});
    }
  }

  @Test
  void aDirectoryThatIsNotCompleteKeepsServersAwayAndIsEmptyAfterwards() throws IOException {
    try (NewStore _ = openNew()) {
      assertThatThrownBy(() -> DataDirectory.open(target()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use");
      assertThat(target().resolve(DataDirectory.PREPARED)).exists();
    }
    assertThat(target().resolve(DataDirectory.PREPARED)).doesNotExist();
  }
}
