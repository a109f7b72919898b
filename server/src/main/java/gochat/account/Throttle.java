package gochat.account;

import gochat.limit.AccountLimit;
import gochat.limit.Network;
import gochat.limit.NetworkList;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Slows down who guesses passwords, or makes users without end, and nobody else.
///
/// A guess counts three times: for the name at its address, for the address, and for the name. The
/// first is the strict one, so that whoever tries one name from one address only ever slows down
/// themselves. The last one is against a botnet and its delays are short; it does not count for who
/// has signed in from the address before. So nobody's account can be locked by guessing at it.
/// Every delay ends: no try is refused for longer than half a minute after the last one that was
/// let through.
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
  private final Backoff<Network> addresses = new Backoff<>(ADDRESS);
  private final Backoff<UserName> names = new Backoff<>(NAME);
  private final Backoff<Network> registrations = new Backoff<>(REGISTRATION);
  private final Backoff<Network> guests = new Backoff<>(GUEST);

  /// Where a password was right.
  private final Map<Place, Boolean> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Boolean> eldest) {
          return size() > Backoff.KEYS_MAX;
        }
      };

  /// @param exempt networks whose addresses are not counted
  /// @param nanoTime as [System#nanoTime]
  Throttle(NetworkList exempt, LongSupplier nanoTime) {
    this.exempt = exempt;
    this.nanoTime = nanoTime;
  }

  /// Lets somebody try a password for `name`, or says how long they have to wait. Until it has
  /// [#succeeded] the try counts as failed.
  ///
  /// @return milliseconds, 0: go ahead
  synchronized long tryPassword(UserName name, InetAddress from) {
    long now = nanoTime.getAsLong();
    Place place = place(name, from);
    long waitNanos = places.waitNanos(place, now);
    if (!exempt.contains(from)) {
      waitNanos = Math.max(waitNanos, addresses.waitNanos(place.address, now));
    }
    if (!known.containsKey(place)) {
      waitNanos = Math.max(waitNanos, names.waitNanos(name, now));
    }
    if (waitNanos == 0) {
      places.count(place, now);
      addresses.count(place.address, now);
      names.count(name, now);
    }
    return millis(waitNanos);
  }

  /// The password was right.
  synchronized void succeeded(UserName name, InetAddress from) {
    Place place = place(name, from);
    places.forget(place);
    addresses.takeBack(place.address);
    names.takeBack(name);
    if (!exempt.contains(from)) {
      known.put(place, true);
    }
  }

  /// @return milliseconds to wait, 0: go ahead
  synchronized long tryRegistration(InetAddress from) {
    return tryOnce(registrations, from);
  }

  /// @return milliseconds to wait, 0: go ahead
  synchronized long tryGuest(InetAddress from) {
    return tryOnce(guests, from);
  }

  private long tryOnce(Backoff<Network> backoff, InetAddress from) {
    if (exempt.contains(from)) {
      return 0;
    }
    Network address = Network.of(from);
    long now = nanoTime.getAsLong();
    long waitNanos = backoff.waitNanos(address, now);
    if (waitNanos == 0) {
      backoff.count(address, now);
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
