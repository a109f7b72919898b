package gochat.account;

import gochat.limit.AccountLimit;
import gochat.limit.Network;
import gochat.limit.NetworkList;
import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
/// monotonic. The counts are bounded and end with the process. Each of several servers counts the
/// tries at all of them, as far as it hears of them. Safe for all threads; nothing waits.
public final class Throttle {
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

  private record NameAtAddress(UserName name, Network address) {
    private static NameAtAddress of(Try.Password tried) {
      return new NameAtAddress(tried.name(), tried.address());
    }
  }

  private final NetworkList exempt;
  private final LongSupplier nanoTime;
  private final Backoff<NameAtAddress> namesAtAddresses = new Backoff<>(NAME_AT_ADDRESS);
  private final Backoff<UUID> devices = new Backoff<>(NAME_AT_ADDRESS);
  private final Backoff<Network> addresses = new Backoff<>(ADDRESS);
  private final Backoff<UserName> names = new Backoff<>(NAME);
  private final Backoff<Network> registrations = new Backoff<>(REGISTRATION);
  private final Backoff<Network> guests = new Backoff<>(GUEST);
  private volatile Consumer<Try> onTry = _ -> {};

  /// @param exempt networks without a limit per address
  /// @param nanoTime [System#nanoTime]
  Throttle(NetworkList exempt, LongSupplier nanoTime) {
    this.exempt = exempt;
    this.nanoTime = nanoTime;
  }

  /// Tells `others` of each try that is counted here. It must not wait.
  public void onTry(Consumer<Try> others) {
    onTry = others;
  }

  /// Counts a try at another server.
  public void heard(Try tried) {
    count(tried);
  }

  /// Starts a try of a password for `name`. The try counts as failed until [#succeeded].
  ///
  /// @param device the id of a device that was signed in to the account before, null when unknown
  /// @return 0 when the try may go on; else the milliseconds to wait
  synchronized long tryPassword(UserName name, InetAddress from, @Nullable UUID device) {
    Try.Password tried = new Try.Password(name, Network.of(from), device);
    return tryOnce(tried, waitNanos(tried, exempt.contains(from), nanoTime.getAsLong()));
  }

  private long waitNanos(Try.Password tried, boolean isExempt, long now) {
    if (tried.device() != null) {
      return devices.waitNanos(tried.device(), now);
    }
    return Math.max(
        Math.max(
            namesAtAddresses.waitNanos(NameAtAddress.of(tried), now),
            names.waitNanos(tried.name(), now)),
        isExempt ? 0 : addresses.waitNanos(tried.address(), now));
  }

  /// Takes back the count of a try whose password was right.
  void succeeded(UserName name, InetAddress from, @Nullable UUID device) {
    countAndTell(new Try.RightPassword(new Try.Password(name, Network.of(from), device)));
  }

  /// @return 0 when the registration may go on; else the milliseconds to wait
  synchronized long tryRegistration(InetAddress from) {
    Network address = Network.of(from);
    return exempt.contains(from)
        ? 0
        : tryOnce(
            new Try.Registration(address), registrations.waitNanos(address, nanoTime.getAsLong()));
  }

  /// @return 0 when the sign-in may go on; else the milliseconds to wait
  synchronized long tryGuest(InetAddress from) {
    Network address = Network.of(from);
    return exempt.contains(from)
        ? 0
        : tryOnce(new Try.GuestSignIn(address), guests.waitNanos(address, nanoTime.getAsLong()));
  }

  /// Starts a try of a code for a new password. It counts as a guess of its address until
  /// [#resetCodeSucceeded], because the account is not known before.
  ///
  /// @return 0 when the try may go on; else the milliseconds to wait
  synchronized long tryResetCode(InetAddress from) {
    Network address = Network.of(from);
    return exempt.contains(from)
        ? 0
        : tryOnce(new Try.ResetCode(address), addresses.waitNanos(address, nanoTime.getAsLong()));
  }

  /// Takes back the count of a try whose code was right.
  void resetCodeSucceeded(InetAddress from) {
    if (!exempt.contains(from)) {
      countAndTell(new Try.RightResetCode(Network.of(from)));
    }
  }

  private long tryOnce(Try tried, long waitNanos) {
    if (waitNanos == 0) {
      countAndTell(tried);
    }
    return Math.ceilDiv(waitNanos, TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void countAndTell(Try tried) {
    count(tried);
    onTry.accept(tried);
  }

  private synchronized void count(Try tried) {
    long now = nanoTime.getAsLong();
    switch (tried) {
      case Try.Password password when password.device() != null ->
          devices.count(password.device(), now);
      case Try.Password password -> {
        namesAtAddresses.count(NameAtAddress.of(password), now);
        addresses.count(password.address(), now);
        names.count(password.name(), now);
      }
      case Try.RightPassword(Try.Password password) when password.device() != null ->
          devices.forget(password.device());
      case Try.RightPassword(Try.Password password) -> {
        namesAtAddresses.forget(NameAtAddress.of(password));
        addresses.takeBack(password.address());
        names.takeBack(password.name());
      }
      case Try.ResetCode(Network address) -> addresses.count(address, now);
      case Try.RightResetCode(Network address) -> addresses.takeBack(address);
      case Try.Registration(Network address) -> registrations.count(address, now);
      case Try.GuestSignIn(Network address) -> guests.count(address, now);
    }
  }
}
