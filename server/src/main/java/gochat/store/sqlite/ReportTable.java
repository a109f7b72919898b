package gochat.store.sqlite;

import gochat.journal.Report;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.store.Code;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// The table of reports of messages, and its columns.
final class ReportTable {
  static final String COLUMNS =
      "id, room, seq, at_ms, author, author_name, author_standing, text, reporter, reporter_name,"
          + " reporter_standing, reason, reported_ms";

  static final String INSERT =
      "INSERT INTO report (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /// The step of [Schema] that creates it.
  static final List<String> STEP =
      List.of(
          """
          CREATE TABLE report (
            id BLOB NOT NULL PRIMARY KEY,
            room TEXT NOT NULL, -- id
            seq INTEGER NOT NULL, -- of the message
            at_ms INTEGER NOT NULL, -- the message's time
            author BLOB NOT NULL,
            author_name TEXT NOT NULL,
            author_standing INTEGER NOT NULL,
            text TEXT NOT NULL,
            reporter BLOB NOT NULL,
            reporter_name TEXT NOT NULL,
            reporter_standing INTEGER NOT NULL,
            reason TEXT NOT NULL,
            reported_ms INTEGER NOT NULL,
            checksum INTEGER NOT NULL DEFAULT 0,
            UNIQUE (reporter, room, seq)
          ) STRICT
          """,
          "CREATE INDEX report_room ON report (room, reported_ms)",
          "CREATE INDEX report_time ON report (reported_ms)");

  private ReportTable() {}

  static void bind(PreparedStatement insert, Report report) throws SQLException {
    insert.setBytes(1, Columns.bytes(report.id()));
    insert.setString(2, report.room().value());
    insert.setLong(3, report.seq());
    insert.setLong(4, report.atMs());
    bind(insert, 5, report.author());
    insert.setString(8, report.text());
    bind(insert, 9, report.reporter());
    insert.setString(12, report.reason());
    insert.setLong(13, report.reportedMs());
  }

  private static void bind(PreparedStatement insert, int first, Person person) throws SQLException {
    insert.setBytes(first, Columns.bytes(person.user()));
    insert.setString(first + 1, person.name());
    insert.setInt(first + 2, Code.STANDING.of(person.standing()));
  }

  /// @param row has [#COLUMNS]
  static Report report(ResultSet row) throws SQLException {
    return new Report(
        Columns.uuid(row, 1),
        new RoomId(Columns.text(row, 2)),
        row.getLong(3),
        person(row, 5),
        row.getLong(4),
        Columns.text(row, 8),
        person(row, 9),
        Columns.text(row, 12),
        row.getLong(13));
  }

  private static Person person(ResultSet row, int first) throws SQLException {
    return new Person(
        Columns.uuid(row, first),
        Columns.text(row, first + 1),
        Code.STANDING.constant(row.getInt(first + 2), SQLException::new));
  }
}
