package gochat.store;

import java.util.List;
import java.util.function.Consumer;

/// Port: the rows that do not follow from the log of one room. They, the logs, the rules of the
/// operator and the epoch are all data of a store, so that it can move to another backend: see
/// [gochat.journal.StoredLogs].
///
/// Only for stores that no server uses. All methods wait for the disk and throw a
/// [gochat.journal.JournalException] when it fails or a row is damaged.
public interface StoredRows {
  /// Reads all rows: users and then tokens in the order of their ids, memberships in the order in
  /// which users became members over all rooms, markers in the order of their users and rooms,
  /// invitations in the order of their ids, the privacy of users in the order of the users, and the
  /// others. Needs memory independent of their number.
  ///
  /// @param to what it throws ends the reading
  void read(Consumer<? super StoredRow> to);

  /// Removes all rows but memberships, and shows hidden rooms.
  void clear();

  /// Adds rows, all or none, in the order of [#read]. The members are there already, as their logs
  /// made them; each gets the last place so far.
  void write(List<? extends StoredRow> rows);
}
