package gochat.account;

import gochat.limit.AccountLimit;
import gochat.limit.LimitHits;
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

/// All guests. A guest ends ten minutes after its last connection closed, or after the start of the
/// server; an unused guest, without a connection or call so far, ends one minute after the sign-in.
/// The end frees the guest's name and invalidates its token.
///
/// Guests are stored, so they survive a restart; memory decides which of them are active. Time is
/// monotonic. Safe for all threads.
final class Guests {
  private static final Logger log = LoggerFactory.getLogger(Guests.class);
  private static final long IDLE_NANOS_MAX = AccountLimit.GUEST_IDLE.standardNanos();
  private static final long UNUSED_NANOS_MAX = AccountLimit.GUEST_UNUSED.standardNanos();

  private static final class Guest {
    final User user;
    final UUID tokenId;

    /// Null when the address has no limit.
    final @Nullable Network address;

    volatile boolean isUsed;
    volatile long lastSeenNanos;

    Guest(User user, UUID tokenId, @Nullable Network address, boolean isUsed, long nowNanos) {
      this.user = user;
      this.tokenId = tokenId;
      this.address = address;
      this.isUsed = isUsed;
      lastSeenNanos = nowNanos;
    }

    long idleNanosMax() {
      return isUsed ? IDLE_NANOS_MAX : UNUSED_NANOS_MAX;
    }
  }

  private final Map<UUID, Guest> active = new ConcurrentHashMap<>();

  /// Guests that ended and are not removed from the store yet.
  private final Map<UUID, Guest> ended = new ConcurrentHashMap<>();

  private final Map<Network, Integer> perAddress = new ConcurrentHashMap<>();
  private final GuestConfig config;
  private final NetworkList exempt;

  private final Accounts accounts;
  private final Leases leases;
  private final Consumer<User> onEnded;
  private final LongSupplier nanoTime;
  private final Semaphore free;

  /// @param exempt networks without a limit per address
  /// @param onEnded called for each guest that ends, before the guest is removed from the store;
  ///   called again after a crash or when it threw. It may wait.
  /// @param nanoTime [System#nanoTime]
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
    // Negative when the limit was larger before the restart.
    free = new Semaphore(config.max() - stored.size());
    stored.forEach(guest -> activate(guest.user(), guest.token().info().id(), null, true));
  }

  /// Adds a guest that is not stored yet.
  ///
  /// @return empty when the guest was added
  Optional<Refusal> admit(User user, UUID tokenId, InetAddress from) {
    if (!free.tryAcquire()) {
      LimitHits.count(AccountLimit.GUESTS);
      return Optional.of(tooMany("There are %d guests".formatted(config.max())));
    }
    @Nullable Network address = exempt.contains(from) ? null : Network.of(from);
    if (address != null && perAddress.merge(address, 1, Integer::sum) > config.perAddressMax()) {
      release(address);
      LimitHits.count(AccountLimit.GUESTS_PER_ADDRESS);
      return Optional.of(
          tooMany("There are %d guests from your address".formatted(config.perAddressMax())));
    }
    activate(user, tokenId, address, false);
    return Optional.empty();
  }

  private static Refusal tooMany(String what) {
    return Refusal.of(
        Refusal.Reason.TOO_MANY_GUESTS,
        what + ", and more are not taken. Try again later, or register an account.");
  }

  /// Takes back [#admit] for a guest that was not stored.
  void dismiss(User user) {
    Guest guest = active.remove(user.id());
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

  private void activate(User user, UUID tokenId, @Nullable Network address, boolean isUsed) {
    active.put(user.id(), new Guest(user, tokenId, address, isUsed, nanoTime.getAsLong()));
  }

  boolean isActive(UUID id) {
    return active.containsKey(id);
  }

  /// Records that the connection of a guest closed. Does nothing for other users; does not wait.
  void noteClosed(UUID id) {
    Guest guest = active.get(id);
    if (guest != null) {
      guest.lastSeenNanos = nanoTime.getAsLong();
      guest.isUsed = true;
    }
  }

  /// Records a call of a guest. Does nothing for other users; does not wait.
  void noteCall(UUID id) {
    Guest guest = active.get(id);
    if (guest != null) {
      guest.isUsed = true;
    }
  }

  /// Ends a guest immediately. Waits for the disk.
  void end(UUID id) {
    Guest guest = active.get(id);
    if (guest != null) {
      end(guest);
    }
  }

  /// Ends guests that were away for too long, and retries failed removals. To be called every few
  /// seconds; waits for the disk.
  void sweep() {
    ended.values().forEach(this::remove);
    long now = nanoTime.getAsLong();
    for (Guest guest : active.values()) {
      // Check the lease first: a closing lease records the time before it goes.
      if (!leases.isOpen(guest.tokenId) && now - guest.lastSeenNanos >= guest.idleNanosMax()) {
        end(guest);
      }
    }
  }

  private void end(Guest guest) {
    if (active.remove(guest.user.id(), guest)) {
      ended.put(guest.user.id(), guest);
      leases.end(guest.tokenId);
      remove(guest);
    }
  }

  private synchronized void remove(Guest gone) {
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
      // Probably the disk is full. The token is invalid already; the name is free after the
      // removal.
      log.atWarn()
          .addKeyValue("guest", guest.id())
          .setCause(e)
          .log("removing a guest failed and is tried again");
    }
  }
}
