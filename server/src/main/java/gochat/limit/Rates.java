package gochat.limit;

import java.net.InetAddress;
import java.util.UUID;
import java.util.function.LongSupplier;

/// The rates of changes of users, and of addresses without accounts. Thread-safe; never blocks. See
/// [RateLimit] for the definition of a change.
public final class Rates {
  private final NetworkList exempt;
  private final LongSupplier nanoTime;
  private final RateTable<UUID> accounts;
  private final RateTable<UUID> guests;
  private final RateTable<Network> addresses;

  /// @param exempt networks whose addresses are not counted
  /// @param nanoTime such as [System#nanoTime]
  public Rates(Limits limits, NetworkList exempt, LongSupplier nanoTime) {
    this.exempt = exempt;
    this.nanoTime = nanoTime;
    accounts = new RateTable<>(limits, RateLimit.ACCOUNT_CHANGES, RateLimit.ACCOUNT_BYTES);
    guests = new RateTable<>(limits, RateLimit.GUEST_CHANGES, RateLimit.GUEST_BYTES);
    addresses = new RateTable<>(limits, RateLimit.ADDRESS_CHANGES, RateLimit.ADDRESS_BYTES);
  }

  /// The allowance of a user. A guest also takes from the shared rate of its address; an account
  /// does not.
  public Allowance user(UUID id, boolean hasAccount, InetAddress from) {
    return hasAccount
        ? new Allowance(accounts.shareOf(id), Share.ENDLESS, nanoTime)
        : new Allowance(guests.shareOf(id), ofAddress(from), nanoTime);
  }

  /// The allowance of a client of which only the address is known.
  public Allowance stranger(InetAddress from) {
    return new Allowance(Share.ENDLESS, ofAddress(from), nanoTime);
  }

  private Share ofAddress(InetAddress from) {
    return exempt.contains(from) ? Share.ENDLESS : addresses.shareOf(Network.of(from));
  }
}
