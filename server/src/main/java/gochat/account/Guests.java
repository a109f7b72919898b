package gochat.account;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The guests that there are. A guest ends ten minutes after their last connection closed, or after
/// the start of the server, and with them their name and their token.
///
/// They are stored so that a restart ends nobody; who is living is decided here, in memory. Time is
/// monotonic. Safe for all threads.
final class Guests {
  private static final Logger log = LoggerFactory.getLogger(Guests.class);
  private static final long IDLE_NANOS_MAX = TimeUnit.MINUTES.toNanos(10);

  private static final class Living {
    final User user;
    final UUID tokenId;
    volatile long lastHereNanos;

    Living(User user, UUID tokenId, long nowNanos) {
      this.user = user;
      this.tokenId = tokenId;
      lastHereNanos = nowNanos;
    }
  }

  private final Map<UUID, Living> living = new ConcurrentHashMap<>();

  /// Who has ended but may not be removed yet.
  private final Map<UUID, User> ended = new ConcurrentHashMap<>();

  private final Accounts accounts;
  private final Leases leases;
  private final Consumer<User> onEnded;
  private final LongSupplier nanoTime;
  private final Semaphore free;

  /// @param max guests at a time
  /// @param onEnded told of each guest that ends, before they are removed; again after a crash or a
  ///   failure of its own. It may wait.
  /// @param nanoTime as [System#nanoTime]
  Guests(Accounts accounts, Leases leases, int max, Consumer<User> onEnded, LongSupplier nanoTime) {
    this.accounts = accounts;
    this.leases = leases;
    this.onEnded = onEnded;
    this.nanoTime = nanoTime;
    List<Accounts.Bearer> stored = accounts.guests();
    // With a smaller limit than before there may be too many already.
    free = new Semaphore(max - stored.size());
    stored.forEach(guest -> live(guest.user(), guest.token().info().id()));
  }

  /// Lets a guest in, before they are stored; false when there are enough.
  boolean admit(User user, UUID tokenId) {
    boolean admitted = free.tryAcquire();
    if (admitted) {
      live(user, tokenId);
    }
    return admitted;
  }

  /// The guest was not stored after all.
  void dismiss(User user) {
    if (living.remove(user.id()) != null) {
      free.release();
    }
  }

  private void live(User user, UUID tokenId) {
    living.put(user.id(), new Living(user, tokenId, nanoTime.getAsLong()));
  }

  boolean isLiving(UUID id) {
    return living.containsKey(id);
  }

  /// A guest, if it is one, was here until now. Does not wait.
  void note(UUID id) {
    Living guest = living.get(id);
    if (guest != null) {
      guest.lastHereNanos = nanoTime.getAsLong();
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
      if (!leases.isOpen(guest.tokenId) && now - guest.lastHereNanos >= IDLE_NANOS_MAX) {
        end(guest);
      }
    }
  }

  private void end(Living guest) {
    if (living.remove(guest.user.id(), guest)) {
      ended.put(guest.user.id(), guest.user);
      leases.end(guest.tokenId);
      remove(guest.user);
    }
  }

  private synchronized void remove(User guest) {
    if (!ended.containsKey(guest.id())) {
      return;
    }
    try {
      onEnded.accept(guest);
      accounts.removeGuest(guest.id());
      ended.remove(guest.id());
      free.release();
    } catch (RuntimeException e) {
      // A full disk, most likely. Their token is void all the same; the name is not yet free.
      log.atWarn()
          .addKeyValue("guest", guest.id())
          .setCause(e)
          .log("removing a guest failed and is tried again");
    }
  }
}
