package gochat.store.postgres;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import gochat.journal.History.Pin;
import gochat.journal.History.PinPage;
import gochat.journal.History.Shown;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.store.PageBudget;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads pages of pinned messages on one state of the data. Not thread-safe.
final class PinReader {
  /// @param textBytes of the message, 0 when it is no longer kept
  private record Pinned(long message, long since, int textBytes) {}

  private final Sql sql;
  private final LogReader logs;
  private final ShownReader shown;

  /// @param reader the user whose own reactions are marked
  PinReader(Sql sql, UUID reader) {
    this.sql = sql;
    logs = new LogReader(sql);
    shown = new ShownReader(sql, reader);
  }

  PinPage pins(RoomId id, long before, int entriesMax, int bytesMax) throws SQLException {
    LogReader.Log log = logs.log(id);
    List<Pinned> found =
        sql.all(
            row -> new Pinned(row.getLong(1), row.getLong(2), row.getInt(3)),
            "SELECT pin.message, pin.since, "
                + ShownReader.TEXT_BYTES
                + " FROM pin LEFT JOIN event ON event.room = pin.room AND event.seq = pin.message "
                + ShownReader.NEWEST_EDIT
                + " WHERE pin.room = ? AND pin.since < ? ORDER BY pin.since DESC LIMIT ?",
            log.key(),
            log.key(),
            before,
            1L + entriesMax);
    PageBudget budget = new PageBudget(bytesMax, true);
    List<Pinned> taken = new ArrayList<>();
    for (Pinned next : found) {
      if (taken.size() == entriesMax || !budget.takes(next.textBytes())) {
        break;
      }
      taken.add(next);
    }
    return new PinPage(pins(log.key(), taken), taken.size() < found.size());
  }

  private List<Pin> pins(long room, List<Pinned> pinned) throws SQLException {
    Map<Long, Shown> messages =
        shown.read(room, pinned.stream().map(Pinned::message).toList()).stream()
            .collect(toMap(message -> message.entry().seq(), identity()));
    Map<Long, LogEntry> pinnings =
        logs.entries(room, pinned.stream().mapToLong(Pinned::since).toArray()).stream()
            .collect(toMap(LogEntry::seq, identity()));
    return pinned.stream()
        .map(pin ->
            new Pin(
                pin.message(), pin.since(), messages.get(pin.message()), pinnings.get(pin.since())))
        .toList();
  }
}
