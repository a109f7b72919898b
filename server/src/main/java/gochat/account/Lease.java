package gochat.account;

import java.util.UUID;

/// The right of one connection to act for a user, until it is closed or its token ends.
public final class Lease implements AutoCloseable {
  private final Leases leases;
  private final UUID tokenId;
  private final Runnable onEnd;

  Lease(Leases leases, UUID tokenId, Runnable onEnd) {
    this.leases = leases;
    this.tokenId = tokenId;
    this.onEnd = onEnd;
  }

  UUID tokenId() {
    return tokenId;
  }

  void end() {
    onEnd.run();
  }

  /// The connection is gone. Does not wait; a second time changes nothing.
  @Override
  public void close() {
    leases.remove(this);
  }
}
