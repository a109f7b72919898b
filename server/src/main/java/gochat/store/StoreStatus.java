package gochat.store;

import java.time.Duration;
import java.util.OptionalLong;

/// Port: the condition of a store. For any thread.
public interface StoreStatus {
  /// Whether a store takes writes.
  enum Writing {
    POSSIBLE,
    /// Writes are refused until there is space.
    DISK_FULL,
    /// The database has not answered for seconds.
    UNREACHABLE,
    /// Nothing can be written until the process starts again.
    FAILED
  }

  /// Whether the store takes writes, as far as the last one showed and the free space shows. Does
  /// not wait for writes.
  Writing writing();

  /// The size of the stored data in bytes, empty when the store can't know it. May wait for the
  /// disk.
  OptionalLong bytes();

  /// The free space for the stored data in bytes, empty when the store can't know it. May wait for
  /// the disk.
  OptionalLong freeBytes();

  /// The time since a store that is another process answered last, zero for any other.
  default Duration silence() {
    return Duration.ZERO;
  }

  /// How often such a store has not answered since this process started.
  default long outages() {
    return 0;
  }
}
