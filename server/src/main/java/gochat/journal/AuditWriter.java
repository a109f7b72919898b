package gochat.journal;

import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.AuditEntry;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Adds entries to the audit log of a store whose rooms do not run in this process. Stateless.
public final class AuditWriter {
  private AuditWriter() {}

  /// Adds an entry behind those that others add at the same time.
  ///
  /// @return stored, or that the disk is full
  /// @throws JournalException when the outcome is unknown
  public static AppendResult append(Journal journal, Command.Audit command, InstantSource clock) {
    RoomEvent event = new RoomEvent.Audited(command.author(), clock.millis(), command.entry());
    AppendResult result;
    do {
      long head = journal.head(RoomId.AUDIT);
      result = journal.append(List.of(new Batch(RoomId.AUDIT, head, List.of(event))));
    } while (result instanceof AppendResult.Conflict);
    return result;
  }

  /// The entry of data that took the place of newer data.
  ///
  /// @param details the backup, if it was one
  public static Command.Audit restored(Map<AuditDetail, String> details) {
    return new Command.Audit(
        Author.NONE,
        new AuditEntry(AuditEntry.Actor.OPERATOR, AuditAction.DATA_RESTORED, null, details));
  }
}
