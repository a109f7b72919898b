package gochat.account;

import gochat.limit.AccountLimit;
import gochat.limit.Network;
import gochat.limit.NetworkList;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The guests that there are. A guest ends ten minutes after their last connection closed, or after
/// the start of the server, and with them their name and their token; one who neither connected nor
/// made a call ends after a minute.
///
/// They are stored so that a restart ends nobody; who is living is decided here, in memory. Time is
/// monotonic. Safe for all threads.
final class Guests {
  private static final Logger log = LoggerFactory.getLogger(Guests.class);
  private static final long IDLE_NANOS_MAX = AccountLimit.GUEST_IDLE.standardNanos();
  private static final long UNUSED_NANOS_MAX = AccountLimit.GUEST_UNUSED.standardNanos();

  private static final class Living {
    final User user;
    final UUID tokenId;

    /// Null when it is not counted.
    final @Nullable Network address;

    volatile boolean isUsed;
    volatile long lastHereNanos;

    Living(User user, UUID tokenId, @Nullable Network address, boolean isUsed, long nowNanos) {
      this.user = user;
      this.tokenId = tokenId;
      this.address = address;
      this.isUsed = isUsed;
      lastHereNanos = nowNanos;
    }

    long idleNanosMax() {
      return isUsed ? IDLE_NANOS_MAX : UNUSED_NANOS_MAX;
    }
  }

  private final Map<UUID, Living> living = new ConcurrentHashMap<>();

  /// Who has ended but may not be removed yet.
  private final Map<UUID, Living> ended = new ConcurrentHashMap<>();

  private final Map<Network, Integer> perAddress = new ConcurrentHashMap<>();
  private final GuestConfig config;
  private final NetworkList exempt;

  private final Accounts accounts;
  private final Leases leases;
  private final Consumer<User> onEnded;
  private final LongSupplier nanoTime;
  private final Semaphore free;

  /// @param exempt networks whose addresses are not counted
  /// @param onEnded told of each guest that ends, before they are removed; again after a crash or a
  ///   failure of its own. It may wait.
  /// @param nanoTime as [System#nanoTime]
  Guests(
      Accounts accounts,
      Leases leases,
      GuestConfig config,
      NetworkList exempt,
      Consumer<User> onEnded,
      LongSupplier nanoTime) {
    this.config = config;
    this.exempt = exempt;
    this.accounts = accounts;
    this.leases = leases;
    this.onEnded = onEnded;
    this.nanoTime = nanoTime;
    List<Accounts.Bearer> stored = accounts.guests();
    // With a smaller limit than before there may be too many already.
    free = new Semaphore(config.max() - stored.size());
    stored.forEach(guest -> live(guest.user(), guest.token().info().id(), null, true));
  }

  /// Lets a guest in, before they are stored; or says why not.
  Optional<Refusal> admit(User user, UUID tokenId, InetAddress from) {
    if (!free.tryAcquire()) {
      return Optional.of(tooMany("There are %d guests".formatted(config.max())));
    }
    @Nullable Network address = exempt.contains(from) ? null : Network.of(from);
    if (address != null && perAddress.merge(address, 1, Integer::sum) > config.perAddressMax()) {
      release(address);
      return Optional.of(
          tooMany("There are %d guests from your address".formatted(config.perAddressMax())));
    }
    live(user, tokenId, address, false);
    return Optional.empty();
  }

  private static Refusal tooMany(String what) {
    return Refusal.of(
        Refusal.Reason.TOO_MANY_GUESTS,
        what + ", and more are not taken. Try again later, or register an account.");
  }

  /// The guest was not stored after all.
  void dismiss(User user) {
    Living guest = living.remove(user.id());
    if (guest != null) {
      release(guest.address);
    }
  }

  private void release(@Nullable Network address) {
    free.release();
    if (address != null) {
      perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private void live(User user, UUID tokenId, @Nullable Network address, boolean isUsed) {
    living.put(user.id(), new Living(user, tokenId, address, isUsed, nanoTime.getAsLong()));
  }

  boolean isLiving(UUID id) {
    return living.containsKey(id);
  }

  /// A guest, if it is one, was here until now. Does not wait.
  void note(UUID id) {
    Living guest = living.get(id);
    if (guest != null) {
      guest.lastHereNanos = nanoTime.getAsLong();
      guest.isUsed = true;
    }
  }

  /// A guest, if it is one, made a call. Does not wait.
  void noteCall(UUID id) {
    Living guest = living.get(id);
    if (guest != null) {
      guest.isUsed = true;
    }
  }

  /// Ends a guest at once. Waits for the disk.
  void end(UUID id) {
    Living guest = living.get(id);
    if (guest != null) {
      end(guest);
    }
  }

  /// Ends who has been away for too long. To be called every few seconds; waits for the disk.
  void sweep() {
    ended.values().forEach(this::remove);
    long now = nanoTime.getAsLong();
    for (Living guest : living.values()) {
      // In this order: whose lease is gone has noted the time before.
      if (!leases.isOpen(guest.tokenId) && now - guest.lastHereNanos >= guest.idleNanosMax()) {
        end(guest);
      }
    }
  }

  private void end(Living guest) {
    if (living.remove(guest.user.id(), guest)) {
      ended.put(guest.user.id(), guest);
      leases.end(guest.tokenId);
      remove(guest);
    }
  }

  private synchronized void remove(Living gone) {
    User guest = gone.user;
    if (!ended.containsKey(guest.id())) {
      return;
    }
    try {
      onEnded.accept(guest);
      accounts.removeGuest(guest.id());
      ended.remove(guest.id());
      release(gone.address);
    } catch (RuntimeException e) {
      // A full disk, most likely. Their token is void all the same; the name is not yet free.
      log.atWarn()
          .addKeyValue("guest", guest.id())
          .setCause(e)
          .log("removing a guest failed and is tried again");
    }
  }
}
