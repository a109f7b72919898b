package gochat.store;

import gochat.account.Accounts;
import gochat.account.InvitationStore;
import gochat.account.OtherServers;
import gochat.account.PrivacyStore;
import gochat.journal.HiddenRooms;
import gochat.journal.History;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.Reports;
import gochat.journal.Retention;
import gochat.journal.RoomDirectory;
import gochat.journal.StoredLogs;
import org.jspecify.annotations.Nullable;

/// All data of a server until it is closed: one implementation of each port. All of them show the
/// same rooms.
///
/// @param rows null when the backend does not move its data
/// @param backups null when the backend makes no copies
/// @param closing waits for running calls; later calls of the ports fail
public record Store(
    Journal journal,
    History history,
    RoomDirectory rooms,
    ReadMarkers markers,
    HiddenRooms hidden,
    Retention retention,
    Reports reports,
    StoredLogs logs,
    Accounts accounts,
    InvitationStore invitations,
    PrivacyStore privacy,
    OtherServers otherServers,
    @Nullable StoredRows rows,
    Verification verification,
    @Nullable Backups backups,
    StoreStatus status,
    Servers servers,
    Runnable closing)
    implements AutoCloseable {
  /// The same store with another journal, which passes its calls on.
  public Store with(Journal other) {
    return new Store(
        other,
        history,
        rooms,
        markers,
        hidden,
        retention,
        reports,
        logs,
        accounts,
        invitations,
        privacy,
        otherServers,
        rows,
        verification,
        backups,
        status,
        servers,
        closing);
  }

  @Override
  public void close() {
    closing.run();
  }
}
