package gochat.account;

import gochat.account.Accounts.Addition;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All guests. A guest ends ten minutes after its last connection closed, or after the start of the
/// server; an unused guest, without a connection or call so far, ends one minute after the sign-in.
/// The end frees the guest's name and invalidates its token.
///
/// Guests are stored, so they survive a restart; memory decides which of them are active. With
/// several servers each knows the guests of all, and which of them use it; the first one that ends
/// a guest asks the others before. Time is monotonic. Safe for all threads.
final class Guests {
  private static final Logger log = LoggerFactory.getLogger(Guests.class);
  private final Map<UUID, Guest> active = new ConcurrentHashMap<>();

  /// Guests that ended and are not removed from the store yet.
  private final Map<UUID, Guest> ended = new ConcurrentHashMap<>();

  private final Map<Network, Integer> perAddress = new ConcurrentHashMap<>();
  private final GuestConfig config;
  private final NetworkList exempt;

  private final Accounts accounts;
  private final OtherServers others;
  private final Leases leases;
  private final Consumer<User> onEnded;
  private final LongSupplier nanoTime;

  /// The guests of all servers, with those that are not removed yet.
  private final AtomicInteger count = new AtomicInteger();

  private final Object hearing = new Object();
  private long toldNanos;

  /// @param exempt networks without a limit per address
  /// @param onEnded called for each guest that ends, before the guest is removed from the store;
  ///   called again after a crash or when it threw. It may wait.
  /// @param nanoTime [System#nanoTime]
  Guests(
      Accounts accounts,
      OtherServers others,
      Leases leases,
      GuestConfig config,
      NetworkList exempt,
      Consumer<User> onEnded,
      LongSupplier nanoTime) {
    this.config = config;
    this.exempt = exempt;
    this.accounts = accounts;
    this.others = others;
    this.leases = leases;
    this.onEnded = onEnded;
    this.nanoTime = nanoTime;
    toldNanos = nanoTime.getAsLong();
    accounts.guests().forEach(this::activate);
  }

  /// Adds a guest that is not stored yet.
  ///
  /// @return empty when the guest was added
  Optional<Refusal> admit(User user, UUID tokenId, InetAddress from) {
    if (count.incrementAndGet() > config.max()) {
      count.decrementAndGet();
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
    active.put(user.id(), new Guest(user, tokenId, address, false, nanoTime.getAsLong()));
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
    count.decrementAndGet();
    if (address != null) {
      perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// Adds a guest that is stored.
  private void activate(Accounts.Bearer stored) {
    User user = stored.user();
    UUID tokenId = stored.token().info().id();
    Guest guest = new Guest(user, tokenId, null, true, nanoTime.getAsLong());
    if (!hasEnded(user.id()) && active.putIfAbsent(user.id(), guest) == null) {
      count.incrementAndGet();
    }
  }

  /// Whether a guest that may still be stored has ended.
  boolean hasEnded(UUID id) {
    return ended.containsKey(id);
  }

  /// Records that the connection of a guest closed. Does nothing for other users; does not wait.
  void noteClosed(UUID id) {
    Guest guest = active.get(id);
    if (guest != null) {
      guest.lastSeenNanos = nanoTime.getAsLong();
      guest.isUsed = true;
      guest.isUsedAgain = true;
    }
  }

  /// Records a call of a guest. The first one in a while is told to other servers, and may wait.
  void noteCall(UUID id) {
    Guest guest = find(id);
    if (guest != null) {
      guest.isUsed = true;
      guest.isUsedAgain = true;
      if (!guest.isTold) {
        others.used(List.of(id));
        guest.told();
      }
    }
  }

  /// Ends a guest immediately. Waits for the disk.
  void end(UUID id) {
    Guest guest = find(id);
    if (guest != null) {
      end(guest);
    }
  }

  /// May wait for the disk.
  ///
  /// @return null when the guest has ended
  private @Nullable Guest find(UUID id) {
    if (!active.containsKey(id)) {
      // The guest may have come at another server.
      hear();
    }
    return active.get(id);
  }

  /// Takes over what other servers have done.
  private void hear() {
    synchronized (hearing) {
      OtherServers.GuestNews news = others.guestNews();
      news.arrived().forEach(this::activate);
      news.ended().forEach(this::endedElsewhere);
    }
  }

  private void endedElsewhere(UUID id) {
    Guest guest = active.remove(id);
    if (guest != null) {
      account(guest)
          .ifPresentOrElse(
              account -> leases.change(guest.tokenId, account), () -> leases.end(guest.tokenId));
      release(guest.address);
    }
  }

  /// The account that a guest has become.
  private Optional<User> account(Guest guest) {
    return accounts.find(guest.user.id()).filter(user -> user.kind().hasAccount());
  }

  /// Makes a guest an account, which has the guest's leases then. The guest does not end meanwhile.
  /// Waits for the disk.
  ///
  /// @param user the guest
  /// @param account the account
  /// @param change changes the store
  Addition upgrade(User user, User account, Supplier<Addition> change) {
    Guest guest = find(user.id());
    if (guest == null || !active.remove(user.id(), guest)) {
      return Addition.GUEST_ENDED;
    }
    boolean isUpgraded = false;
    try {
      Addition outcome = change.get();
      isUpgraded = outcome == Addition.ADDED;
      return outcome;
    } finally {
      if (isUpgraded) {
        leases.change(guest.tokenId, account);
      }
      if (isUpgraded || active.putIfAbsent(user.id(), guest) != null) {
        release(guest.address);
      }
    }
  }

  /// Ends guests that were away for too long, and retries failed removals. To be called every few
  /// seconds by one thread; waits for the disk.
  void sweep() {
    ended.values().forEach(this::remove);
    try {
      long now = nanoTime.getAsLong();
      if (now - toldNanos >= OtherServers.USE_PERIOD.toNanos()) {
        tellUses();
        toldNanos = now;
      }
      hear();
      endIdle(now);
    } catch (AccountsException e) {
      // The store says itself that it does not answer.
      log.atDebug()
          .addKeyValue("reason", e.getMessage())
          .log("the other servers can't be asked about guests now");
    }
  }

  private void endIdle(long now) {
    for (Guest guest : active.values()) {
      // Check the lease first: a closing lease records the time before it goes.
      if (!leases.isOpen(guest.tokenId)
          && now - guest.lastSeenNanos >= guest.idleNanosMax()
          && others.mayEnd(guest.user.id())) {
        end(guest);
      }
    }
  }

  private void tellUses() {
    List<Guest> used =
        active.values().stream()
            .filter(guest -> guest.isUsedAgain || leases.isOpen(guest.tokenId))
            .toList();
    others.used(used.stream().map(guest -> guest.user.id()).toList());
    active.values().forEach(guest -> guest.isTold = false);
    used.forEach(Guest::told);
  }

  private void end(Guest guest) {
    // The guest may have become an account although this server could not learn it.
    if (account(guest).isPresent()) {
      endedElsewhere(guest.user.id());
    } else if (active.remove(guest.user.id(), guest)) {
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
