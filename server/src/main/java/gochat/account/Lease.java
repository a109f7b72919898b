package gochat.account;

import java.util.UUID;

/// The right of one connection to act for a user, until it is closed or its token ends.
public final class Lease implements AutoCloseable {
  private final Leases leases;
  private final Guests guests;
  private final Identity identity;
  private final Runnable onEnd;

  Lease(Leases leases, Guests guests, Identity identity, Runnable onEnd) {
    this.leases = leases;
    this.guests = guests;
    this.identity = identity;
    this.onEnd = onEnd;
  }

  UUID tokenId() {
    return identity.tokenId();
  }

  void end() {
    onEnd.run();
  }

  /// The connection is gone. Does not wait; a second time changes nothing.
  @Override
  public void close() {
    // In this order: a sweep in between finds the lease or the time.
    guests.note(identity.user().id());
    leases.remove(this);
  }
}
