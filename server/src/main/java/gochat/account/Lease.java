package gochat.account;

import java.util.UUID;

/// The right of one connection to act for a user until it is closed or its token ends.
public final class Lease implements AutoCloseable {
  private final Leases leases;
  private final Guests guests;
  private final Identity identity;
  private final LeaseHolder holder;

  Lease(Leases leases, Guests guests, Identity identity, LeaseHolder holder) {
    this.leases = leases;
    this.guests = guests;
    this.identity = identity;
    this.holder = holder;
  }

  UUID tokenId() {
    return identity.tokenId();
  }

  UUID userId() {
    return identity.user().id();
  }

  void end() {
    holder.ended();
  }

  void change(User account) {
    holder.changed(account);
  }

  /// Ends the lease when the connection has closed. Does not wait; repeated calls do nothing.
  @Override
  public void close() {
    // Record the time first: a sweep in between sees the lease or the new time.
    guests.noteClosed(identity.user().id());
    leases.remove(this);
  }
}
