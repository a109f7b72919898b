package gochat.store.postgres;

import gochat.journal.JournalException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The notes of all servers, read on a connection of its own. For one thread.
///
/// A transaction may commit after a later one. So notes are read when no transaction of their time
/// runs any more: then none is skipped.
public final class Notes implements AutoCloseable {
  private static final String NEXT =
      """
      WITH now AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin)
        SELECT now.xmin::text AS upto, kind, user_id, room, seq, token
          FROM now LEFT JOIN note ON xid >= ?::text::xid8 AND xid < now.xmin ORDER BY id
      """;

  /// @param note null for a row without one
  private record Row(String upTo, @Nullable Note note) {}

  private final Writer connection;

  /// The transaction from which on notes are new, as text.
  private String from;

  private Notes(Writer connection, String from) {
    this.connection = connection;
    this.from = from;
  }

  /// Notes from now on.
  ///
  /// @throws JournalException when the database does not answer
  public static Notes open(PostgresConfig config) {
    Notes notes = from(config, "0");
    try {
      notes.from =
          notes.connection.run(sql ->
              sql.one(
                  row -> row.getString(1), "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"));
      return notes;
    } catch (SQLException e) {
      throw SqlState.journal("notes", e);
    }
  }

  /// Notes from a transaction on.
  static Notes from(PostgresConfig config, String transaction) {
    return new Notes(new Writer(new Connections(config)::forWriting, () -> {}), transaction);
  }

  /// The notes since the last call, in their order; some may come again.
  ///
  /// @throws JournalException when the database does not answer; the next call goes on
  public List<Note> next() {
    try {
      List<Row> rows = connection.run(sql -> sql.all(Notes::row, NEXT, from));
      String upTo = rows.getFirst().upTo();
      if (Long.parseUnsignedLong(upTo) < Long.parseUnsignedLong(from)) {
        // A database that has lost its newest transactions counts on from an earlier one.
        rows = connection.run(sql -> sql.all(Notes::row, NEXT, "0"));
        upTo = rows.getFirst().upTo();
      }
      from = upTo;
      return rows.stream().map(Row::note).filter(Objects::nonNull).toList();
    } catch (SQLException e) {
      throw SqlState.journal("notes", e);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getString("upto"), row.getObject("kind") == null ? null : Note.of(row));
  }

  /// Removes notes that every server has read long ago.
  ///
  /// @throws JournalException when the database does not answer
  public void removeOld() {
    try {
      int _ =
          connection.run(
              sql -> sql.run("DELETE FROM note WHERE at < now() - interval '10 minutes'"));
    } catch (SQLException e) {
      throw SqlState.journal("notes", e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
