package gochat.store.sqlite;

import gochat.journal.History.ReactionCount;
import gochat.journal.History.Shown;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads events with their changes applied, on one connection. Not thread-safe.
final class ShownReader {
  /// The events that history shows, from one key on and before another.
  static final String WITHIN =
      "FROM event INDEXED BY event_shown WHERE key >= ? AND key < ? AND shown";

  /// @param textBytes the bytes of the shown text in UTF-8
  record Sized(Shown shown, int textBytes) {}

  private final LogReader log;
  private final PreparedStatement newestEdit;
  private final PreparedStatement reactions;
  private final PreparedStatement replies;

  /// @param log on the same connection
  ShownReader(Statements statements, LogReader log) throws SQLException {
    this.log = log;
    newestEdit =
        statements.prepare(
            "SELECT "
                + EventRow.COLUMNS
                + " FROM event INDEXED BY event_change"
                + " WHERE message = ? AND NOT shown AND kind = "
                + EventKind.EDITED.number
                + " ORDER BY key DESC LIMIT 1");
    reactions =
        statements.prepare(
            "SELECT "
                + Columns.REACTION
                + " AS shown, count(DISTINCT user), max(user = ?) FROM reaction WHERE message = ?"
                + " AND "
                + CheckedTable.REACTION.intact("reaction")
                + " GROUP BY shown ORDER BY min(since)");
    replies = statements.prepare("SELECT count(*) FROM event WHERE thread = ?");
  }

  Sized shown(EventRow row, UUID reader) throws SQLException {
    LogEntry entry = row.entry();
    return switch (entry.event()) {
      case RoomEvent.Posted posted -> message(row, posted, reader);
      case RoomEvent.Redacted _ ->
          new Sized(new Shown(entry, null, List.of(), replies(row.key())), 0);
      default -> new Sized(new Shown(entry, null, List.of(), 0), row.textBytes());
    };
  }

  private Sized message(EventRow row, RoomEvent.Posted posted, UUID reader) throws SQLException {
    long seq = EventKey.seq(row.key());
    List<ReactionCount> counts = reactions(row.key(), reader);
    int replies = replies(row.key());
    newestEdit.setLong(1, row.key());
    try (ResultSet rows = newestEdit.executeQuery()) {
      if (!rows.next()) {
        Shown shown = new Shown(new LogEntry(seq, posted), null, counts, replies);
        return new Sized(shown, row.textBytes());
      }
      EventRow edit = log.row(rows);
      RoomEvent edited =
          new RoomEvent.Posted(
              posted.author(),
              posted.atMs(),
              posted.messageId(),
              edit.text(),
              posted.replyTo(),
              posted.threadRoot(),
              edit.mentions());
      Shown shown = new Shown(new LogEntry(seq, edited), edit.atMs(), counts, replies);
      return new Sized(shown, edit.textBytes());
    }
  }

  private List<ReactionCount> reactions(long message, UUID reader) throws SQLException {
    reactions.setBytes(1, Columns.bytes(reader));
    reactions.setLong(2, message);
    List<ReactionCount> counts = new ArrayList<>();
    try (ResultSet rows = reactions.executeQuery()) {
      while (rows.next()) {
        counts.add(new ReactionCount(Columns.text(rows, 1), rows.getInt(2), rows.getBoolean(3)));
      }
    }
    return counts;
  }

  private int replies(long root) throws SQLException {
    replies.setLong(1, root);
    try (ResultSet rows = replies.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
