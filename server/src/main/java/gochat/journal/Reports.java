package gochat.journal;

import gochat.room.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Port: the open reports of messages. A report has a copy of its message, which neither follows a
/// change of the message nor goes with it.
///
/// No method checks rights. All methods may be called by any thread and may wait for the disk. A
/// change is atomic, and durable when the method returns. They throw a [JournalException] when the
/// data can't be read or written.
public interface Reports {
  /// The outcome of [#add].
  enum Addition {
    ADDED,
    /// The reporter has reported the message already; nothing was changed.
    REPEATED,
    /// The reporter has too many open reports.
    TOO_MANY_OF_REPORTER,
    /// There are too many open reports.
    TOO_MANY
  }

  /// The outcome that [#add] would have now.
  Addition check(UUID reporter, RoomId room, long seq, int ofReporterMax, int reportsMax);

  /// Adds a report. Of several at the same time, a few may be added beyond a limit.
  ///
  /// @param ofReporterMax the most reports of its reporter
  /// @param reportsMax the most reports of all
  Addition add(Report report, int ofReporterMax, int reportsMax);

  /// The rooms of all reports.
  List<RoomId> rooms();

  /// The reports of some rooms, the newest first, those of one moment by descending ids.
  ///
  /// @param beforeMs the time of the report before the first one; [Long#MAX_VALUE] for the
  ///   beginning
  /// @param before its id
  List<Report> page(List<RoomId> rooms, long beforeMs, UUID before, int reportsMax);

  Optional<Report> find(UUID id);

  /// Removes a report. Its texts are erased from the store.
  ///
  /// @return whether there was such a report
  boolean remove(UUID id);

  /// Empties the name of a user in all reports, when its account is erased.
  void eraseName(UUID user);

  /// Removes the reports that were made at `ms` or before, as [#remove].
  ///
  /// @return their number
  int removeUntil(long ms);
}
