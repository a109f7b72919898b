package gochat.store.sqlite;

import gochat.journal.Report;
import gochat.journal.Reports;
import gochat.room.RoomId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reports of messages in the database.
final class SqliteReports implements Reports {
  private final SqliteStore store;

  SqliteReports(SqliteStore store) {
    this.store = store;
  }

  @Override
  public Addition check(UUID reporter, RoomId room, long seq, int ofReporterMax, int reportsMax) {
    return JournalReads.inOneView(
        store, reader -> reader.reports().check(reporter, room, seq, ofReporterMax, reportsMax));
  }

  @Override
  public Addition add(Report report, int ofReporterMax, int reportsMax) {
    return change(writer -> writer.reports().add(report, ofReporterMax, reportsMax));
  }

  @Override
  public List<RoomId> rooms() {
    return JournalReads.query(store, reader -> reader.reports().rooms());
  }

  @Override
  public List<Report> page(List<RoomId> rooms, long beforeMs, UUID before, int reportsMax) {
    return JournalReads.inOneView(
        store,
        reader -> {
          List<Report> found = new ArrayList<>();
          for (RoomId room : rooms) {
            found.addAll(reader.reports().page(room, beforeMs, before, reportsMax));
          }
          return found.stream().sorted(Report.NEWEST_FIRST).limit(reportsMax).toList();
        });
  }

  @Override
  public Optional<Report> find(UUID id) {
    return JournalReads.query(store, reader -> reader.reports().find(id));
  }

  @Override
  public boolean remove(UUID id) {
    return change(writer -> {
      boolean isRemoved = writer.reports().remove(id);
      if (isRemoved) {
        writer.truncateNext();
      }
      return isRemoved;
    });
  }

  @Override
  public void eraseName(UUID user) {
    change(writer -> {
      writer.reports().eraseName(user);
      writer.truncateNext();
      return true;
    });
  }

  @Override
  public int removeUntil(long ms) {
    return change(writer -> {
      int removed = writer.reports().removeUntil(ms);
      if (removed > 0) {
        writer.truncateNext();
      }
      return removed;
    });
  }

  private <T> T change(WriteConnection.Work<T> change) {
    try {
      return store.write(change);
    } catch (SQLException e) {
      throw JournalReads.failed("reports", e);
    }
  }
}
