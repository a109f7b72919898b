package gochat.store.sqlite;

import gochat.journal.Report;
import gochat.journal.Reports.Addition;
import gochat.room.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads reports of messages on one connection. Not thread-safe.
final class ReportReader {
  static final String SELECT =
      "SELECT "
          + ReportTable.COLUMNS
          + " FROM report WHERE "
          + CheckedTable.REPORT.intact("report");

  private final PreparedStatement byId;
  private final PreparedStatement ofRoom;
  private final PreparedStatement rooms;
  private final PreparedStatement ofMessage;
  private final PreparedStatement ofReporter;
  private final PreparedStatement count;

  ReportReader(Statements statements) throws SQLException {
    byId = statements.prepare(SELECT + " AND id = ?");
    ofRoom =
        statements.prepare(
            SELECT
                + " AND room = ? AND (reported_ms, id) < (?, ?)"
                + " ORDER BY reported_ms DESC, id DESC LIMIT ?");
    rooms = statements.prepare("SELECT DISTINCT room FROM report");
    ofMessage =
        statements.prepare(
            "SELECT count(*) FROM report WHERE reporter = ? AND room = ? AND seq = ?");
    ofReporter = statements.prepare("SELECT count(*) FROM report WHERE reporter = ?");
    count = statements.prepare("SELECT count(*) FROM report");
  }

  Addition check(UUID reporter, RoomId room, long seq, int ofReporterMax, int reportsMax)
      throws SQLException {
    ofMessage.setBytes(1, Columns.bytes(reporter));
    ofMessage.setString(2, room.value());
    ofMessage.setLong(3, seq);
    if (number(ofMessage) > 0) {
      return Addition.REPEATED;
    }
    ofReporter.setBytes(1, Columns.bytes(reporter));
    if (number(ofReporter) >= ofReporterMax) {
      return Addition.TOO_MANY_OF_REPORTER;
    }
    return number(count) >= reportsMax ? Addition.TOO_MANY : Addition.ADDED;
  }

  private static int number(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  Optional<Report> find(UUID id) throws SQLException {
    byId.setBytes(1, Columns.bytes(id));
    try (ResultSet rows = byId.executeQuery()) {
      return rows.next() ? Optional.of(ReportTable.report(rows)) : Optional.empty();
    }
  }

  List<RoomId> rooms() throws SQLException {
    List<RoomId> found = new ArrayList<>();
    try (ResultSet rows = rooms.executeQuery()) {
      while (rows.next()) {
        found.add(new RoomId(Columns.text(rows, 1)));
      }
    }
    return found;
  }

  /// The newest reports of one room.
  List<Report> page(RoomId room, long beforeMs, UUID before, int reportsMax) throws SQLException {
    ofRoom.setString(1, room.value());
    ofRoom.setLong(2, beforeMs);
    ofRoom.setBytes(3, Columns.bytes(before));
    ofRoom.setInt(4, reportsMax);
    List<Report> found = new ArrayList<>();
    try (ResultSet rows = ofRoom.executeQuery()) {
      while (rows.next()) {
        found.add(ReportTable.report(rows));
      }
    }
    return found;
  }
}
