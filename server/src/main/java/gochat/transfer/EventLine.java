package gochat.transfer;

import gochat.journal.StoredEvent;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;

/// An entry of a log as a line of JSON, as in an export but without its room. Stateless.
public final class EventLine {
  private EventLine() {}

  /// Whether an entry has a line: its text is not erased.
  public static boolean has(LogEntry entry) {
    return !(entry.event() instanceof RoomEvent.Redacted);
  }

  /// @param entry see [#has]
  public static String of(LogEntry entry) {
    Fields to = new Fields();
    EventFormat.write(new StoredEvent(entry.seq(), entry.event(), false), to);
    return to.toJson();
  }

  /// @throws BadExport when `line` is no entry that this server understands
  public static LogEntry parse(String line) throws BadExport {
    return EventFormat.read(Fields.parse(line)).entry();
  }
}
