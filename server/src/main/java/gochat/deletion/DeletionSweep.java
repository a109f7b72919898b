package gochat.deletion;

import gochat.account.Accounts;
import gochat.account.Accounts.DeletedAccount;
import gochat.account.AuditLog;
import gochat.account.AuditLog.Actor;
import gochat.account.Memberships;
import gochat.account.User;
import gochat.account.UserName;
import gochat.pause.Repetition;
import gochat.room.AuditAction;
import gochat.room.RoomId;
import gochat.shard.LiveLogs;
import gochat.shard.Rooms;
import gochat.store.Store;
import java.time.InstantSource;
import java.util.List;
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
  private final Rooms rooms;
  private final Accounts accounts;
  private final Memberships memberships;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Repetition repetition;

  private DeletionSweep(
      Store store,
      Rooms rooms,
      Memberships memberships,
      AuditLog audit,
      InstantSource clock,
      long pauseNanos) {
    this.store = store;
    this.rooms = rooms;
    accounts = store.accounts();
    this.memberships = memberships;
    this.audit = audit;
    this.clock = clock;
    repetition =
        Repetition.start(
            "deletions",
            pauseNanos,
            this::sweep,
            e -> log.atError().setCause(e).log("deleted accounts can't be erased now"));
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
    return new DeletionSweep(store, rooms, memberships, audit, clock, pauseNanos);
  }

  private void sweep(Repetition by) {
    LiveLogs logs = new LiveLogs(store.logs(), rooms);
    RoomErasure erasure = new RoomErasure(store.journal(), logs, rooms, by);
    for (DeletedAccount account : accounts.deleted()) {
      memberships.close(account.user());
      if (account.deletion().dueMs() <= clock.millis() && !eraseFromRooms(account, erasure)) {
        erase(account.user());
      }
    }
  }

  /// @return whether a room had something of the account
  private boolean eraseFromRooms(DeletedAccount account, RoomErasure erasure) {
    boolean isFound = false;
    for (List<RoomId> page = after(null); !page.isEmpty(); page = after(page.getLast())) {
      for (RoomId room : page) {
        isFound |= erasure.erase(room, account);
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

  /// Waits for the running work of the store, but not for a shard, which may have failed.
  @Override
  public void close() {
    repetition.close();
  }
}
