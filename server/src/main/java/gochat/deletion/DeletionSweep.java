package gochat.deletion;

import gochat.account.Accounts;
import gochat.account.Accounts.DeletedAccount;
import gochat.account.AccountsException;
import gochat.account.AuditLog;
import gochat.account.AuditLog.Actor;
import gochat.account.Memberships;
import gochat.account.User;
import gochat.account.UserName;
import gochat.journal.JournalException;
import gochat.pause.Rest;
import gochat.room.AuditAction;
import gochat.room.RoomId;
import gochat.shard.LiveLogs;
import gochat.shard.Rooms;
import gochat.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for deleted accounts again and again, the first time at once. It has them leave the rooms
/// in which a crash left them, and erases those that are due: first from all rooms, again until a
/// look finds nothing, as another server may have recorded the name meanwhile; then the account
/// itself. An interrupted erasure begins anew and finds less to do.
public final class DeletionSweep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeletionSweep.class);
  private static final int ROOMS_AT_ONCE = 100;

  private final Store store;
  private final Accounts accounts;
  private final Memberships memberships;
  private final AuditLog audit;
  private final InstantSource clock;
  private final long pauseNanos;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final RoomErasure rooms;
  private final Thread thread = Thread.ofVirtual().name("deletions").unstarted(this::run);

  private DeletionSweep(
      Store store,
      Rooms rooms,
      Memberships memberships,
      AuditLog audit,
      InstantSource clock,
      long pauseNanos) {
    this.store = store;
    accounts = store.accounts();
    this.memberships = memberships;
    this.audit = audit;
    this.clock = clock;
    this.pauseNanos = pauseNanos;
    this.rooms =
        new RoomErasure(
            store.journal(),
            new LiveLogs(store.logs(), rooms),
            rooms,
            Rest.asLongAsWork(this::pause),
            closing);
  }

  /// Begins on a virtual thread.
  ///
  /// @param clock the one by which accounts are deleted
  /// @param pauseNanos the time from the end of a look to the next one
  public static DeletionSweep start(
      Store store,
      Rooms rooms,
      Memberships memberships,
      AuditLog audit,
      InstantSource clock,
      long pauseNanos) {
    DeletionSweep sweep = new DeletionSweep(store, rooms, memberships, audit, clock, pauseNanos);
    sweep.thread.start();
    return sweep;
  }

  private void run() {
    boolean isFailing = false;
    try {
      while (true) {
        try {
          sweep();
          isFailing = false;
        } catch (JournalException | AccountsException | IllegalStateException e) {
          // A disk that fails would fail each look.
          if (!isFailing) {
            log.atError().setCause(e).log("deleted accounts can't be erased now");
          }
          isFailing = true;
        }
        pause(Duration.ofNanos(pauseNanos));
      }
    } catch (CancellationException _) {
      // The server stops.
    }
  }

  private void sweep() {
    for (DeletedAccount account : accounts.deleted()) {
      memberships.close(account.user());
      if (account.deletion().dueMs() <= clock.millis() && !eraseFromRooms(account)) {
        erase(account.user());
      }
    }
  }

  /// @return whether a room had something of the account
  private boolean eraseFromRooms(DeletedAccount account) {
    boolean isFound = false;
    for (List<RoomId> page = after(null); !page.isEmpty(); page = after(page.getLast())) {
      for (RoomId room : page) {
        isFound |= rooms.erase(room, account);
      }
    }
    return isFound;
  }

  private List<RoomId> after(@Nullable RoomId last) {
    return store.verification().rooms(last, ROOMS_AT_ONCE);
  }

  private void erase(User account) {
    User nameless = new User(account.id(), UserName.stored(""), account.kind());
    audit.record(Actor.SERVER, AuditAction.ACCOUNT_ERASED, nameless);
    store.markers().forget(account.id());
    store.privacy().erase(account.id());
    store.reports().eraseName(account.id());
    accounts.erase(account.id(), clock.millis());
    log.atInfo().addKeyValue("account", account.id()).log("deleted account erased");
  }

  /// @throws CancellationException when the server stops
  private void pause(Duration duration) {
    try {
      closing.get(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return;
    } catch (InterruptedException _) {
      // As when the server stops.
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
    throw new CancellationException();
  }

  /// Waits for the running work of the store, but not for a shard, which may have failed.
  @Override
  public void close() {
    closing.complete(null);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
