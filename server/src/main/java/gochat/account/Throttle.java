package gochat.account;

import gochat.limit.AccountLimit;
import gochat.limit.Network;
import gochat.limit.NetworkList;
import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Slows down clients that guess passwords or create users without end, and no other clients.
///
/// A guess counts three times: for the name at its address, for the address, and for the name. The
/// first count is the strictest, so guesses at one name from one address slow down that address
/// only. The last count works against botnets; its delays are short. A guess from a device that was
/// signed in to the account before counts for the device instead, as strictly as for an address:
/// guesses of other clients, even at the same address, don't delay it, and a stolen device token is
/// worth one more address. So guesses never lock an account. Each delay ends: a try is refused for
/// at most half a minute after the last accepted one.
///
/// Exempt networks have no count per address, because they belong to the operator.
///
/// A try counts as failed from its beginning, so concurrent tries can't bypass the count. Time is
/// monotonic. The counts are bounded and end with the process. Safe for all threads; nothing waits.
final class Throttle {
  private static final Backoff.Rule NAME_AT_ADDRESS =
      new Backoff.Rule(
          AccountLimit.GUESSES_OF_NAME_AT_ADDRESS.standardInt(), 1_000, 30_000, 120_000);
  private static final Backoff.Rule ADDRESS =
      new Backoff.Rule(AccountLimit.GUESSES_AT_ADDRESS.standardInt(), 1_000, 30_000, 30_000);
  private static final Backoff.Rule NAME =
      new Backoff.Rule(AccountLimit.GUESSES_OF_NAME.standardInt(), 1_000, 5_000, 10_000);

  /// Lets a class of 500 users behind one address register at once.
  private static final Backoff.Rule REGISTRATION =
      new Backoff.Rule(AccountLimit.REGISTRATIONS.standardInt(), 10_000, 10_000, 10_000);

  private static final Backoff.Rule GUEST =
      new Backoff.Rule(AccountLimit.GUESTS_AT_ONCE.standardInt(), 1_000, 1_000, 1_000);

  private record NameAtAddress(UserName name, Network address) {}

  private final NetworkList exempt;
  private final LongSupplier nanoTime;
  private final Backoff<NameAtAddress> namesAtAddresses = new Backoff<>(NAME_AT_ADDRESS);
  private final Backoff<UUID> devices = new Backoff<>(NAME_AT_ADDRESS);
  private final Backoff<Network> addresses = new Backoff<>(ADDRESS);
  private final Backoff<UserName> names = new Backoff<>(NAME);
  private final Backoff<Network> registrations = new Backoff<>(REGISTRATION);
  private final Backoff<Network> guests = new Backoff<>(GUEST);

  /// @param exempt networks without a limit per address
  /// @param nanoTime [System#nanoTime]
  Throttle(NetworkList exempt, LongSupplier nanoTime) {
    this.exempt = exempt;
    this.nanoTime = nanoTime;
  }

  /// Starts a try of a password for `name`. The try counts as failed until [#succeeded].
  ///
  /// @param device the id of a device that was signed in to the account before, null when unknown
  /// @return 0 when the try may go on; else the milliseconds to wait
  synchronized long tryPassword(UserName name, InetAddress from, @Nullable UUID device) {
    if (device != null) {
      return tryOnce(devices, device);
    }
    long now = nanoTime.getAsLong();
    NameAtAddress both = nameAtAddress(name, from);
    long waitNanos = Math.max(namesAtAddresses.waitNanos(both, now), names.waitNanos(name, now));
    if (!exempt.contains(from)) {
      waitNanos = Math.max(waitNanos, addresses.waitNanos(both.address, now));
    }
    if (waitNanos == 0) {
      namesAtAddresses.count(both, now);
      addresses.count(both.address, now);
      names.count(name, now);
    }
    return millis(waitNanos);
  }

  /// Takes back the count of a try whose password was right.
  synchronized void succeeded(UserName name, InetAddress from, @Nullable UUID device) {
    if (device != null) {
      devices.forget(device);
      return;
    }
    NameAtAddress both = nameAtAddress(name, from);
    namesAtAddresses.forget(both);
    addresses.takeBack(both.address);
    names.takeBack(name);
  }

  /// @return 0 when the registration may go on; else the milliseconds to wait
  synchronized long tryRegistration(InetAddress from) {
    return tryFrom(registrations, from);
  }

  /// @return 0 when the sign-in may go on; else the milliseconds to wait
  synchronized long tryGuest(InetAddress from) {
    return tryFrom(guests, from);
  }

  private long tryFrom(Backoff<Network> backoff, InetAddress from) {
    return exempt.contains(from) ? 0 : tryOnce(backoff, Network.of(from));
  }

  private <K> long tryOnce(Backoff<K> backoff, K key) {
    long now = nanoTime.getAsLong();
    long waitNanos = backoff.waitNanos(key, now);
    if (waitNanos == 0) {
      backoff.count(key, now);
    }
    return millis(waitNanos);
  }

  private static NameAtAddress nameAtAddress(UserName name, InetAddress from) {
    return new NameAtAddress(name, Network.of(from));
  }

  private static long millis(long nanos) {
    return Math.ceilDiv(nanos, TimeUnit.MILLISECONDS.toNanos(1));
  }
}
