package gochat.limit;

import java.net.InetAddress;
import java.util.UUID;
import java.util.function.LongSupplier;

/// How fast users, and addresses without accounts, may change things: by messages and by whatever
/// else others get to see or the server has to store. Safe for all threads; nothing waits.
public final class Rates {
  private final NetworkList exempt;
  private final LongSupplier nanoTime;
  private final RateTable<UUID> accounts;
  private final RateTable<UUID> guests;
  private final RateTable<Network> addresses;

  /// @param exempt networks whose addresses are not counted
  /// @param nanoTime as [System#nanoTime]
  public Rates(Limits limits, NetworkList exempt, LongSupplier nanoTime) {
    this.exempt = exempt;
    this.nanoTime = nanoTime;
    accounts = new RateTable<>(limits, RateLimit.ACCOUNT_CHANGES, RateLimit.ACCOUNT_BYTES);
    guests = new RateTable<>(limits, RateLimit.GUEST_CHANGES, RateLimit.GUEST_BYTES);
    addresses = new RateTable<>(limits, RateLimit.ADDRESS_CHANGES, RateLimit.ADDRESS_BYTES);
  }

  /// That of a user. A guest takes also from what all of the same address have together; an account
  /// does not, wherever it is.
  public Allowance user(UUID id, boolean hasAccount, InetAddress from) {
    return hasAccount
        ? new Allowance(accounts.shareOf(id), Share.ENDLESS, nanoTime)
        : new Allowance(guests.shareOf(id), ofAddress(from), nanoTime);
  }

  /// That of somebody of whom nothing but the address is known.
  public Allowance stranger(InetAddress from) {
    return new Allowance(Share.ENDLESS, ofAddress(from), nanoTime);
  }

  private Share ofAddress(InetAddress from) {
    return exempt.contains(from) ? Share.ENDLESS : addresses.shareOf(Network.of(from));
  }
}
