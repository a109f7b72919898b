package gochat.store.sqlite;

import static java.util.stream.Collectors.joining;

import gochat.room.RoomId;
import gochat.store.Defect;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// Checks the database on one connection. Its queries are prepared when they are needed, because
/// that is seldom. Not thread-safe.
final class CheckReader {
  private static final int FILE_LINES = 100;

  private final Connection connection;
  private final LogReader log;

  /// @param log on the same connection
  CheckReader(Connection connection, LogReader log) {
    this.connection = connection;
    this.log = log;
  }

  /// Makes SQLite's own checks: of the file's structure, its indexes and the types of its values,
  /// and of references between tables.
  void checkFile(Runnable pause, Consumer<? super Defect> found) throws SQLException {
    PausedQuery.run(connection, pause, () -> checkFile(found));
  }

  private void checkFile(Consumer<? super Defect> found) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet lines = statement.executeQuery("PRAGMA integrity_check(" + FILE_LINES + ")")) {
        while (lines.next()) {
          String line = lines.getString(1);
          if (!line.equals("ok")) {
            line.lines().map(Defect.FileDamaged::new).forEach(found);
          }
        }
      }
      try (ResultSet rows = statement.executeQuery("PRAGMA foreign_key_check")) {
        while (rows.next()) {
          found.accept(
              new Defect.RowMissing(
                  rows.getString(1), "rowid " + rows.getLong(2), rows.getString(3)));
        }
      }
    } catch (SQLException e) {
      found.accept(fileDamaged(e));
    }
  }

  /// Checks that the database has all turns that the file beside it counts. SQLite passes over the
  /// damaged end of its write-ahead log as if nothing had been written there.
  void checkEnd(Path database, Consumer<? super Defect> found) {
    try (Statement statement = connection.createStatement()) {
      // Durability ASYNC may lose turns.
      if (Epoch.isDoubtful(statement)) {
        return;
      }
      long recorded = Epoch.turns(statement);
      Starts.read(database)
          .filter(noted -> noted.turns() > recorded)
          .ifPresent(noted ->
              found.accept(
                  new Defect.FileDamaged(
                      ("%s lacks the latest %d of the turns that %s counts: events are missing at the"
                              + " end of logs")
                          .formatted(
                              database.getFileName(),
                              noted.turns() - recorded,
                              Starts.fileOf(database).getFileName()))));
    } catch (SQLException | IOException e) {
      found.accept(new Defect.FileDamaged(String.valueOf(e.getMessage())));
    }
  }

  /// @throws SQLException when the query was ended
  private static Defect fileDamaged(SQLException e) throws SQLException {
    if (Database.primaryCode(e) == SQLiteErrorCode.SQLITE_INTERRUPT) {
      throw e;
    }
    return new Defect.FileDamaged(
        String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
  }

  /// Checks the checksums of all rows of a table. Of the events it checks only that they belong to
  /// a room, because readers of the logs check the checksums.
  void checkTable(CheckedTable table, Runnable pause, Consumer<? super Defect> found)
      throws SQLException {
    PausedQuery.run(connection, pause, () -> checkTable(table, found));
  }

  private void checkTable(CheckedTable table, Consumer<? super Defect> found) throws SQLException {
    try {
      if (table == CheckedTable.EVENT) {
        checkRoomsOfEvents(found);
      } else {
        checkChecksums(table, found);
      }
    } catch (SQLException e) {
      found.accept(fileDamaged(e));
    }
  }

  private void checkChecksums(CheckedTable table, Consumer<? super Defect> found)
      throws SQLException {
    String name = table.sqlName();
    String key =
        table.key().stream()
            .map("CASE typeof(%1$s) WHEN 'integer' THEN %1$s ELSE hex(%1$s) END"::formatted)
            .collect(joining(" || ' ' || "));
    String query =
        "SELECT %s, %s, %s FROM %s WHERE NOT %s"
            .formatted(
                key, table.columns().get(0), table.columns().get(1), name, table.isIntact(name));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        DamagedRow row = table.damaged(rows.getLong(2), rows.getLong(3));
        found.accept(
            new Defect.RowDamaged(name, rows.getString(1), roomOrNull(row.room()), row.seq()));
      }
    }
  }

  private @Nullable RoomId roomOrNull(long key) throws SQLException {
    return log.roomId(key).map(RoomId::new).orElse(null);
  }

  private void checkRoomsOfEvents(Consumer<? super Defect> found) throws SQLException {
    try (PreparedStatement next = prepareNext()) {
      long from = Long.MIN_VALUE;
      for (Long key = next(next, from, Long.MAX_VALUE);
          key != null && key >= from;
          key = next(next, from, Long.MAX_VALUE)) {
        long room = EventKey.room(key);
        if (log.roomId(room).isEmpty()) {
          found.accept(new Defect.RowMissing("event", "room " + room, "room"));
        }
        from = EventKey.endOfRoom(room);
      }
    }
  }

  /// The seq of the first event after the seq `after`, 0 when there is none.
  long nextSeq(long room, long after) throws SQLException {
    try (PreparedStatement next = prepareNext()) {
      Long key = next(next, EventKey.nearest(room, after) + 1, EventKey.end(room));
      return key == null ? 0 : EventKey.seq(key);
    }
  }

  private PreparedStatement prepareNext() throws SQLException {
    return connection.prepareStatement(
        "SELECT key FROM event WHERE key >= ? AND key < ? ORDER BY key LIMIT 1");
  }

  /// The first key of an event from `from` on and before `end`; null when there is none.
  private static @Nullable Long next(PreparedStatement query, long from, long end)
      throws SQLException {
    query.setLong(1, from);
    query.setLong(2, end);
    try (ResultSet rows = query.executeQuery()) {
      return rows.next() ? rows.getLong(1) : null;
    }
  }

  /// Rooms in the order of their ids.
  ///
  /// @param after the id before the first room, null for the beginning
  List<RoomId> rooms(@Nullable RoomId after, int roomsMax) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT id FROM room WHERE id > ? ORDER BY id LIMIT ?")) {
      query.setString(1, after == null ? "" : after.value());
      query.setInt(2, roomsMax);
      List<RoomId> rooms = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          rooms.add(new RoomId(Columns.text(rows, 1)));
        }
      }
      return rooms;
    }
  }
}
