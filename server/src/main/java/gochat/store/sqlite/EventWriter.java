package gochat.store.sqlite;

import gochat.journal.StoredEvent;
import gochat.room.RoomEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/// Writes events as rows of the table `event`. Not thread-safe.
final class EventWriter {
  /// The most messages that one statement inserts. A statement costs as much as a row; more rows
  /// for each statement gained nothing.
  private static final int ROWS_MAX = 16;

  /// Nearly all events are messages, so their statements have only the parameters that messages
  /// need.
  private final PreparedStatement addMessages;

  private final PreparedStatement addMessage;
  private final PreparedStatement addOther;
  private final RowChecksum checksum = new RowChecksum();

  EventWriter(Statements statements) throws SQLException {
    addMessages = statements.prepare(insert(EventColumn.COUNT_OF_MESSAGE, ROWS_MAX));
    addMessage = statements.prepare(insert(EventColumn.COUNT_OF_MESSAGE, 1));
    addOther = statements.prepare(insert(EventColumn.COUNT, 1));
  }

  private static String insert(int columns, int rows) {
    String row = "(" + String.join(", ", Collections.nCopies(parameters(columns), "?")) + ")";
    return "INSERT INTO event ("
        + EventColumn.names(columns)
        + ", checksum) VALUES "
        + String.join(", ", Collections.nCopies(rows, row));
  }

  /// The number of parameters of a row: its columns and its checksum.
  private static int parameters(int columns) {
    return columns + 1;
  }

  /// @param head the room's last event before `events`
  void write(long room, LogReader.Place head, List<RoomEvent> events) throws SQLException {
    long latestAtMs = head.latestAtMs();
    int written = 0;
    while (written < events.size()) {
      boolean isMessage = areMessages(events, written, 1);
      int rows = areMessages(events, written, ROWS_MAX) ? ROWS_MAX : 1;
      int columns = isMessage ? EventColumn.COUNT_OF_MESSAGE : EventColumn.COUNT;
      PreparedStatement insert = rows > 1 ? addMessages : isMessage ? addMessage : addOther;
      // Parameters that an event doesn't set must be null, not those of an earlier event.
      insert.clearParameters();
      for (int row = 0; row < rows; row++) {
        RoomEvent event = events.get(written++);
        new NewEventRow(room, head.seq() + written, event, latestAtMs)
            .bind(insert, row * parameters(columns), columns, checksum);
        latestAtMs = Math.max(latestAtMs, event.atMs());
      }
      insert.executeUpdate();
    }
  }

  /// Writes an event that another store has recorded.
  ///
  /// @param latestAtMs the newest time in the room before the event
  void write(long room, StoredEvent stored, long latestAtMs) throws SQLException {
    NewEventRow row = new NewEventRow(room, stored.seq(), stored.event(), latestAtMs);
    addOther.clearParameters();
    (stored.isErased() ? row.erased() : row).bind(addOther, 0, EventColumn.COUNT, checksum);
    addOther.executeUpdate();
  }

  /// Whether the next `count` events are all messages or changes of messages.
  private static boolean areMessages(List<RoomEvent> events, int from, int count) {
    return events.size() - from >= count
        && events.subList(from, from + count).stream()
            .allMatch(
                event -> event instanceof RoomEvent.Posted || event instanceof RoomEvent.OnMessage);
  }
}
