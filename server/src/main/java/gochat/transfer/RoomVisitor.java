package gochat.transfer;

import gochat.journal.StoredEvent;
import gochat.room.RoomId;
import java.io.IOException;

/// Takes the events of one room of an export.
///
/// @param <R> the result
interface RoomVisitor<R> {
  RoomId id();

  /// Called with each event, in their order.
  void add(StoredEvent event) throws IOException;

  /// Called behind the last event.
  R end() throws IOException;
}
