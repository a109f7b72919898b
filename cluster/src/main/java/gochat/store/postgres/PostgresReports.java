package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.journal.Report;
import gochat.journal.Reports;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.store.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reports of messages in the database.
final class PostgresReports implements Reports {
  private static final String COLUMNS =
      "id, room, seq, at_ms, author, author_name, author_standing, text, reporter, reporter_name,"
          + " reporter_standing, reason, reported_ms";

  static final String SELECT = "SELECT " + COLUMNS + " FROM report";

  static final String INSERT =
      "INSERT INTO report (" + COLUMNS + ") SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  private final Database database;

  PostgresReports(Database database) {
    this.database = database;
  }

  @Override
  public Addition check(UUID reporter, RoomId room, long seq, int ofReporterMax, int reportsMax) {
    return database.view(sql -> check(sql, reporter, room, seq, ofReporterMax, reportsMax));
  }

  private static Addition check(
      Sql sql, UUID reporter, RoomId room, long seq, int ofReporterMax, int reportsMax)
      throws SQLException {
    if (count(sql, "reporter = ? AND room = ? AND seq = ?", reporter, room.value(), seq) > 0) {
      return Addition.REPEATED;
    }
    if (count(sql, "reporter = ?", reporter) >= ofReporterMax) {
      return Addition.TOO_MANY_OF_REPORTER;
    }
    return count(sql, "true") >= reportsMax ? Addition.TOO_MANY : Addition.ADDED;
  }

  /// A repeated try finds the report of the first one under its id.
  @Override
  public Addition add(Report report, int ofReporterMax, int reportsMax) {
    UUID reporter = report.reporter().user();
    return database.change(
        "add a report",
        sql -> {
          if (count(sql, "id = ?", report.id()) > 0) {
            return Addition.ADDED;
          }
          Addition addition =
              check(sql, reporter, report.room(), report.seq(), ofReporterMax, reportsMax);
          if (addition == Addition.ADDED
              && sql.run(INSERT + " ON CONFLICT DO NOTHING", values(report)) == 0) {
            return Addition.REPEATED;
          }
          return addition;
        });
  }

  private static int count(Sql sql, String condition, Object... parameters) throws SQLException {
    return sql.one(
        row -> row.getInt(1), "SELECT count(*) FROM report WHERE " + condition, parameters);
  }

  static void insert(Changes changes, Report report) {
    changes.add(INSERT, values(report));
  }

  private static Object[] values(Report report) {
    Person author = report.author();
    Person reporter = report.reporter();
    return new Object[] {
      report.id(),
      report.room().value(),
      report.seq(),
      report.atMs(),
      author.user(),
      author.name(),
      Code.STANDING.of(author.standing()),
      report.text().getBytes(UTF_8),
      reporter.user(),
      reporter.name(),
      Code.STANDING.of(reporter.standing()),
      report.reason().getBytes(UTF_8),
      report.reportedMs()
    };
  }

  @Override
  public List<RoomId> rooms() {
    return database.query(sql ->
        sql.all(row -> new RoomId(row.getString("room")), "SELECT DISTINCT room FROM report"));
  }

  @Override
  public List<Report> page(List<RoomId> rooms, long beforeMs, UUID before, int reportsMax) {
    String[] ids = rooms.stream().map(RoomId::value).toArray(String[]::new);
    return database.query(sql ->
        sql.all(
            PostgresReports::report,
            SELECT
                + " WHERE room = ANY (?) AND (reported_ms, id) < (?, ?)"
                + " ORDER BY reported_ms DESC, id DESC LIMIT ?",
            ids,
            beforeMs,
            before,
            reportsMax));
  }

  @Override
  public Optional<Report> find(UUID id) {
    return database.query(sql -> sql.first(PostgresReports::report, SELECT + " WHERE id = ?", id));
  }

  static Report report(ResultSet row) throws SQLException {
    return new Report(
        row.getObject("id", UUID.class),
        new RoomId(row.getString("room")),
        row.getLong("seq"),
        person(row, "author"),
        row.getLong("at_ms"),
        new String(row.getBytes("text"), UTF_8),
        person(row, "reporter"),
        new String(row.getBytes("reason"), UTF_8),
        row.getLong("reported_ms"));
  }

  private static Person person(ResultSet row, String column) throws SQLException {
    return new Person(
        row.getObject(column, UUID.class),
        row.getString(column + "_name"),
        Code.STANDING.constant(row.getInt(column + "_standing"), SQLException::new));
  }

  @Override
  public boolean remove(UUID id) {
    return database.change(
        "remove a report", sql -> sql.run("DELETE FROM report WHERE id = ?", id) > 0);
  }

  @Override
  public void eraseName(UUID user) {
    int _ =
        database.change(
            "erase a name in reports",
            sql ->
                sql.run(
                    """
                    UPDATE report SET
                        author_name = CASE WHEN author = ? THEN '' ELSE author_name END,
                        reporter_name = CASE WHEN reporter = ? THEN '' ELSE reporter_name END
                      WHERE author = ? OR reporter = ?
                    """,
                    user,
                    user,
                    user,
                    user));
  }

  @Override
  public int removeUntil(long ms) {
    return database.change(
        "remove reports", sql -> sql.run("DELETE FROM report WHERE reported_ms <= ?", ms));
  }
}
