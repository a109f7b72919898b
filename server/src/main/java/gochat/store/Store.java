package gochat.store;

import gochat.account.Accounts;
import gochat.journal.HiddenRooms;
import gochat.journal.History;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;

/// All that a server keeps, until it is closed: one implementation of each port, which see the same
/// rooms.
public interface Store extends AutoCloseable {
  Journal journal();

  History history();

  RoomDirectory rooms();

  ReadMarkers markers();

  HiddenRooms hidden();

  Accounts accounts();

  /// Waits for what runs; later calls fail.
  @Override
  void close();
}
