package gochat.store.sqlite;

import gochat.journal.Report;
import gochat.journal.Reports.Addition;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/// Writes reports of messages on the writing connection, within a transaction. Not thread-safe.
final class ReportWriter {
  private final ReportReader reader;
  private final PreparedStatement add;
  private final PreparedStatement remove;
  private final PreparedStatement removeUntil;
  private final PreparedStatement eraseName;

  ReportWriter(Statements statements, ReportReader reader) throws SQLException {
    this.reader = reader;
    add = statements.prepare(ReportTable.INSERT);
    remove = statements.prepare("DELETE FROM report WHERE id = ?");
    removeUntil = statements.prepare("DELETE FROM report WHERE reported_ms <= ?");
    eraseName =
        statements.prepare(
            """
            UPDATE report SET author_name = iif(author = ?1, '', author_name),
                reporter_name = iif(reporter = ?1, '', reporter_name)
              WHERE author = ?1 OR reporter = ?1
            """);
  }

  Addition add(Report report, int ofReporterMax, int reportsMax) throws SQLException {
    Addition addition =
        reader.check(
            report.reporter().user(), report.room(), report.seq(), ofReporterMax, reportsMax);
    if (addition == Addition.ADDED) {
      ReportTable.bind(add, report);
      add.executeUpdate();
    }
    return addition;
  }

  boolean remove(UUID id) throws SQLException {
    remove.setBytes(1, Columns.bytes(id));
    return remove.executeUpdate() > 0;
  }

  void eraseName(UUID user) throws SQLException {
    eraseName.setBytes(1, Columns.bytes(user));
    eraseName.executeUpdate();
  }

  int removeUntil(long ms) throws SQLException {
    removeUntil.setLong(1, ms);
    return removeUntil.executeUpdate();
  }
}
