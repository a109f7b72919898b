package gochat.account;

import gochat.limit.AccountLimit;
import gochat.limit.Network;
import gochat.limit.NetworkList;
import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Slows down clients that guess passwords, or make users without end, and no others.
///
/// A guess counts three times: for the name at its address, for the address, and for the name. The
/// first is the strict one, so that a guesser who tries one name from one address only slows down
/// that address. The last one is against a botnet and its delays are short. A device that was
/// signed in to the account before is counted by itself instead, as strictly as an address: the
/// guesses of others, also of those with the same address, do not delay it, and a stolen device
/// token is worth one address more. So nobody's account can be locked by guessing at it. Every
/// delay ends: no try is refused for longer than half a minute after the last one that was let
/// through.
///
/// What is exempt counts as no address of its own: behind it is the operator.
///
/// A try counts as failed when it begins, so that many at once can't slip through. Time is
/// monotonic; what is remembered is bounded, and ends with the process. Safe for all threads;
/// nothing waits.
final class Throttle {
  private static final Backoff.Rule NAME_AT_ADDRESS =
      new Backoff.Rule(
          AccountLimit.GUESSES_OF_NAME_AT_ADDRESS.standardInt(), 1_000, 30_000, 120_000);
  private static final Backoff.Rule ADDRESS =
      new Backoff.Rule(AccountLimit.GUESSES_AT_ADDRESS.standardInt(), 1_000, 30_000, 30_000);
  private static final Backoff.Rule NAME =
      new Backoff.Rule(AccountLimit.GUESSES_OF_NAME.standardInt(), 1_000, 5_000, 10_000);

  /// A class of 500 behind one address gets in at once.
  private static final Backoff.Rule REGISTRATION =
      new Backoff.Rule(AccountLimit.REGISTRATIONS.standardInt(), 10_000, 10_000, 10_000);

  private static final Backoff.Rule GUEST =
      new Backoff.Rule(AccountLimit.GUESTS_AT_ONCE.standardInt(), 1_000, 1_000, 1_000);

  private record Place(UserName name, Network address) {}

  private final NetworkList exempt;
  private final LongSupplier nanoTime;
  private final Backoff<Place> places = new Backoff<>(NAME_AT_ADDRESS);
  private final Backoff<UUID> devices = new Backoff<>(NAME_AT_ADDRESS);
  private final Backoff<Network> addresses = new Backoff<>(ADDRESS);
  private final Backoff<UserName> names = new Backoff<>(NAME);
  private final Backoff<Network> registrations = new Backoff<>(REGISTRATION);
  private final Backoff<Network> guests = new Backoff<>(GUEST);

  /// @param exempt networks whose addresses are not counted
  /// @param nanoTime as [System#nanoTime]
  Throttle(NetworkList exempt, LongSupplier nanoTime) {
    this.exempt = exempt;
    this.nanoTime = nanoTime;
  }

  /// Lets somebody try a password for `name`, or says how long they have to wait. Until it has
  /// [#succeeded] the try counts as failed.
  ///
  /// @param device by which somebody was signed in to the account before; null when it is not known
  /// @return milliseconds, 0: go ahead
  synchronized long tryPassword(UserName name, InetAddress from, @Nullable UUID device) {
    if (device != null) {
      return tryOnce(devices, device);
    }
    long now = nanoTime.getAsLong();
    Place place = place(name, from);
    long waitNanos = Math.max(places.waitNanos(place, now), names.waitNanos(name, now));
    if (!exempt.contains(from)) {
      waitNanos = Math.max(waitNanos, addresses.waitNanos(place.address, now));
    }
    if (waitNanos == 0) {
      places.count(place, now);
      addresses.count(place.address, now);
      names.count(name, now);
    }
    return millis(waitNanos);
  }

  /// The password was right.
  synchronized void succeeded(UserName name, InetAddress from, @Nullable UUID device) {
    if (device != null) {
      devices.forget(device);
      return;
    }
    Place place = place(name, from);
    places.forget(place);
    addresses.takeBack(place.address);
    names.takeBack(name);
  }

  /// @return milliseconds to wait, 0: go ahead
  synchronized long tryRegistration(InetAddress from) {
    return tryFrom(registrations, from);
  }

  /// @return milliseconds to wait, 0: go ahead
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

  private static Place place(UserName name, InetAddress from) {
    return new Place(name, Network.of(from));
  }

  private static long millis(long nanos) {
    return Math.ceilDiv(nanos, TimeUnit.MILLISECONDS.toNanos(1));
  }
}
