package gochat.store.memory;

import gochat.account.OtherServers;
import gochat.store.Servers;
import gochat.store.Store;

/// The backend in memory.
///
/// Pages and counts read whole logs, so it is too slow for rooms of thousands of messages. Tests
/// compare other backends with it and run other parts on it. A server with `--durability memory`
/// runs on SQLite in memory.
public final class MemoryStore {
  private MemoryStore() {}

  /// Creates a store without data. Any thread may use it, and closing it does nothing.
  ///
  /// @param epoch the epoch of the logs, 1 or more
  public static Store create(long epoch) {
    MemoryJournal journal = new MemoryJournal(epoch);
    MemoryHiddenRooms hidden = new MemoryHiddenRooms(journal);
    MemoryInvitations invitations = new MemoryInvitations();
    return new Store(
        journal,
        new MemoryHistory(journal),
        new MemoryRooms(journal, hidden),
        new MemoryMarkers(journal),
        hidden,
        new MemoryRetention(journal),
        new MemoryReports(),
        new MemoryStoredLogs(journal),
        new MemoryAccounts(invitations),
        invitations,
        new MemoryPrivacy(),
        OtherServers.NONE,
        null,
        new MemoryVerification(journal),
        null,
        new MemoryStatus(),
        Servers.ALONE,
        () -> {});
  }
}
