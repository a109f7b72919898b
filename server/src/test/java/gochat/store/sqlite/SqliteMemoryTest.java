package gochat.store.sqlite;

import gochat.store.Store;
import gochat.store.StoreContract;

/// The store in memory keeps what its ports promise.
class SqliteMemoryTest extends StoreContract {
  @Override
  protected Store create() {
    return SqliteStore.inMemory();
  }
}
