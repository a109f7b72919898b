package gochat.store.memory;

import gochat.store.Store;
import gochat.store.StoreContract;

class MemoryStoreTest extends StoreContract {
  @Override
  protected Store create() {
    return MemoryStore.create(1);
  }
}
