package gochat.store.memory;

import gochat.store.StoreStatus;
import java.util.OptionalLong;

/// The condition of a store that takes writes as long as the process has memory.
final class MemoryStatus implements StoreStatus {
  @Override
  public Writing writing() {
    return Writing.POSSIBLE;
  }

  @Override
  public OptionalLong bytes() {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.empty();
  }
}
