package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.journal.History.ReactionCount;
import gochat.journal.History.Shown;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads events with their changes applied. Not thread-safe.
final class ShownReader {
  /// Joins the newest edit of each message of the table `event`, whose texts are not erased. The
  /// parameter is the room's key, which selects the partition before the query begins.
  static final String NEWEST_EDIT =
      """
      LEFT JOIN LATERAL (
        SELECT change.at, change.text, change.mentions FROM event AS change
          WHERE change.room = ? AND change.message = event.seq AND NOT change.shown
            AND change.kind = 2
          ORDER BY change.seq DESC LIMIT 1) AS edit
        ON event.kind = 1 AND event.text IS NOT NULL
      """;

  /// The bytes of the shown text, behind [#NEWEST_EDIT].
  static final String TEXT_BYTES = "coalesce(octet_length(coalesce(edit.text, event.text)), 0)";

  private final Sql sql;
  private final UUID reader;

  /// @param reader the user whose own reactions are marked
  ShownReader(Sql sql, UUID reader) {
    this.sql = sql;
    this.reader = reader;
  }

  /// @param room the room's key
  /// @param seqs in ascending order
  List<Shown> read(long room, List<Long> seqs) throws SQLException {
    if (seqs.isEmpty()) {
      return List.of();
    }
    long[] wanted = seqs.stream().mapToLong(Long::longValue).toArray();
    Map<Long, List<ReactionCount>> reactions = reactions(room, wanted);
    Map<Long, Integer> replies = replies(room, wanted);
    return sql.all(
        row -> {
          LogEntry entry = EventRow.entry(row);
          Long editedAtMs = row.getObject("edit_at", Long.class);
          return new Shown(
              editedAtMs == null ? entry : edited(entry, row),
              editedAtMs,
              reactions.getOrDefault(entry.seq(), List.of()),
              replies.getOrDefault(entry.seq(), 0));
        },
        "SELECT "
            + EventRow.COLUMNS
            + ", edit.at AS edit_at, edit.text AS edit_text, edit.mentions AS edit_mentions"
            + " FROM event "
            + NEWEST_EDIT
            + " WHERE event.room = ? AND event.seq = ANY(?) ORDER BY event.seq",
        room,
        room,
        wanted);
  }

  private static LogEntry edited(LogEntry entry, ResultSet row) throws SQLException {
    RoomEvent.Posted posted = (RoomEvent.Posted) entry.event();
    return new LogEntry(
        entry.seq(),
        new RoomEvent.Posted(
            posted.author(),
            posted.atMs(),
            posted.messageId(),
            new String(row.getBytes("edit_text"), UTF_8),
            posted.replyTo(),
            posted.threadRoot(),
            EventRow.mentions(row, "edit_mentions")));
  }

  private Map<Long, List<ReactionCount>> reactions(long room, long[] messages) throws SQLException {
    Map<Long, List<ReactionCount>> reactions = new HashMap<>();
    sql.all(
            row ->
                Map.entry(
                    row.getLong(1),
                    new ReactionCount(
                        new String(row.getBytes(2), UTF_8), row.getInt(3), row.getBoolean(4))),
            "SELECT message, reaction, count(*), bool_or(user_id = ?) FROM reaction"
                + " WHERE room = ? AND message = ANY(?)"
                + " GROUP BY message, reaction ORDER BY message, min(since)",
            reader,
            room,
            messages)
        .forEach(of ->
            reactions.computeIfAbsent(of.getKey(), _ -> new ArrayList<>()).add(of.getValue()));
    return reactions;
  }

  private Map<Long, Integer> replies(long room, long[] messages) throws SQLException {
    Map<Long, Integer> replies = new HashMap<>();
    sql.all(
            row -> Map.entry(row.getLong(1), row.getInt(2)),
            "SELECT thread, count(*) FROM event WHERE room = ? AND thread = ANY(?) GROUP BY thread",
            room,
            messages)
        .forEach(of -> replies.put(of.getKey(), of.getValue()));
    return replies;
  }
}
