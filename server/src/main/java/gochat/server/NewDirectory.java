package gochat.server;

import gochat.backup.PreparedDirectory;
import gochat.store.NewStore;
import gochat.store.Store;
import java.io.IOException;

/// A data directory whose store gets all data of another one.
final class NewDirectory implements NewStore {
  private final PreparedDirectory directory;
  private final Store store;

  /// @param store in [PreparedDirectory#files]
  NewDirectory(PreparedDirectory directory, Store store) {
    this.directory = directory;
    this.store = store;
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public void complete(long epoch) throws IOException {
    // Closing it makes its data durable.
    store.close();
    Stores.setEpoch(directory.files(), epoch);
    directory.complete();
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      store.close();
    }
  }
}
