package gochat.store;

import gochat.room.RoomId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Port: the checks of stored data that only the backend can make. `gochat.verify` makes all
/// others, through the other ports, which check every row that they read.
///
/// All methods change nothing, may wait for the disk, and need memory independent of the amount of
/// data. They throw a [gochat.journal.JournalException] when the data can't be read at all.
public interface Verification {
  /// Checks the structure of the files. Takes a time that grows with the data, during which a
  /// server can't write at its usual speed; so it is meant for data that no server uses.
  ///
  /// @param pause called every few milliseconds if the store can; what it throws ends the check
  void checkFiles(Runnable pause, Consumer<? super Defect> found);

  /// Checks all rows except those of the logs, and that each event belongs to a room. May be called
  /// while the server runs, whose reads don't wait for it.
  ///
  /// @param pause as in [#checkFiles]
  void checkRows(Runnable pause, Consumer<? super Defect> found);

  /// Rooms in the order of their ids, by code points.
  ///
  /// @param after the id before the first room, null for the beginning
  List<RoomId> rooms(@Nullable RoomId after, int roomsMax);

  /// The seq of the first event after the seq `after`, which may be damaged; 0 when there is none.
  long nextSeq(RoomId room, long after);
}
