package gochat.limit;

import java.util.function.LongSupplier;

/// What one user may still do at once. All streams and calls of the user take from the same, but
/// for what belongs to the address. Safe for all threads; nothing waits.
public final class Allowance {
  private final Share own;
  private final Share address;
  private final LongSupplier nanoTime;

  Allowance(Share own, Share address, LongSupplier nanoTime) {
    this.own = own;
    this.address = address;
    this.nanoTime = nanoTime;
  }

  /// How long to wait before the next change; 0: not at all.
  public long waitNanos() {
    if (isEndless()) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    return Math.max(own.waitNanos(now), address.waitNanos(now));
  }

  /// The same, as far as the user alone is the cause.
  public long ownWaitNanos() {
    return own.waitNanos(nanoTime.getAsLong());
  }

  /// Changes are made.
  ///
  /// @param bytes of what is sent along
  public void take(int changes, long bytes) {
    if (!isEndless()) {
      long now = nanoTime.getAsLong();
      own.take(changes, bytes, now);
      address.take(changes, bytes, now);
    }
  }

  /// Whether it takes nothing to make a change.
  public boolean isEndless() {
    return own == Share.ENDLESS && address == Share.ENDLESS;
  }
}
