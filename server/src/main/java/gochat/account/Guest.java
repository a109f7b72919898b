package gochat.account;

import gochat.limit.AccountLimit;
import gochat.limit.Network;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A guest as this server knows it. Safe for all threads.
final class Guest {
  private static final long IDLE_NANOS_MAX = AccountLimit.GUEST_IDLE.standardNanos();
  private static final long UNUSED_NANOS_MAX = AccountLimit.GUEST_UNUSED.standardNanos();

  final User user;
  final UUID tokenId;

  /// Null when the address has no limit.
  final @Nullable Network address;

  volatile boolean isUsed;

  /// Whether other servers have heard in the last period that the guest uses this one.
  volatile boolean isTold;

  /// Whether the guest has used this server since then.
  volatile boolean isUsedAgain;

  volatile long lastSeenNanos;

  Guest(User user, UUID tokenId, @Nullable Network address, boolean isUsed, long nowNanos) {
    this.user = user;
    this.tokenId = tokenId;
    this.address = address;
    this.isUsed = isUsed;
    lastSeenNanos = nowNanos;
  }

  /// Other servers have heard of all uses.
  void told() {
    isTold = true;
    isUsedAgain = false;
  }

  long idleNanosMax() {
    return isUsed ? IDLE_NANOS_MAX : UNUSED_NANOS_MAX;
  }
}
