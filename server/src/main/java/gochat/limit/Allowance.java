package gochat.limit;

import java.util.function.LongSupplier;

/// The changes that a user may make now. All streams and calls of the user share it, except for the
/// address's part. Thread-safe; never blocks.
public final class Allowance {
  private final Share own;
  private final Share address;
  private final LongSupplier nanoTime;

  Allowance(Share own, Share address, LongSupplier nanoTime) {
    this.own = own;
    this.address = address;
    this.nanoTime = nanoTime;
  }

  /// The time to wait before the next change; 0: none.
  public long waitNanos() {
    if (isEndless()) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    return Math.max(own.waitNanos(now), address.waitNanos(now));
  }

  /// The same, without the address's part.
  public long ownWaitNanos() {
    return own.waitNanos(nanoTime.getAsLong());
  }

  /// Records changes.
  ///
  /// @param bytes of their content
  public void take(int changes, long bytes) {
    if (!isEndless()) {
      long now = nanoTime.getAsLong();
      own.take(changes, bytes, now);
      address.take(changes, bytes, now);
    }
  }

  /// Whether changes are unlimited.
  public boolean isEndless() {
    return own == Share.ENDLESS && address == Share.ENDLESS;
  }
}
