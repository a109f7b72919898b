package gochat.store.memory;

import gochat.account.Accounts;
import gochat.journal.HiddenRooms;
import gochat.journal.History;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.store.Store;

/// All that a server keeps, in memory. For any thread; closing it does nothing.
///
/// Pages and counts go through whole logs. It is what other backends are compared with, and what
/// tests of other parts run on; rooms of thousands of messages are too slow in it. A server with
/// `--durability memory` runs on SQLite in memory.
public final class MemoryStore implements Store {
  private final MemoryJournal journal;
  private final MemoryHistory history;
  private final MemoryHiddenRooms hidden;
  private final MemoryRooms rooms;
  private final MemoryMarkers markers;
  private final MemoryAccounts accounts = new MemoryAccounts();

  /// @param epoch of the logs, which begin empty; 1 or more
  public MemoryStore(long epoch) {
    journal = new MemoryJournal(epoch);
    history = new MemoryHistory(journal);
    hidden = new MemoryHiddenRooms(journal);
    rooms = new MemoryRooms(journal, hidden);
    markers = new MemoryMarkers(journal);
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public RoomDirectory rooms() {
    return rooms;
  }

  @Override
  public ReadMarkers markers() {
    return markers;
  }

  @Override
  public HiddenRooms hidden() {
    return hidden;
  }

  @Override
  public Accounts accounts() {
    return accounts;
  }

  @Override
  public void close() {}
}
