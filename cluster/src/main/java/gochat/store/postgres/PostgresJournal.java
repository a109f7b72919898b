package gochat.store.postgres;

import static java.util.stream.Collectors.toUnmodifiableSet;

import gochat.journal.Journal;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// The journal in the database.
final class PostgresJournal implements Journal {
  private final Database database;

  PostgresJournal(Database database) {
    this.database = database;
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    try {
      return ended(record(batches), true);
    } catch (SQLException e) {
      return failed(e);
    }
  }

  /// @return the rooms whose batches conflict; if there are any, nothing was recorded
  private Set<RoomId> record(List<Batch> batches) throws SQLException {
    Set<RoomId> conflicts = recordAtOnce(batches);
    // The second try finds all rooms in conflict. If none is any more, the turn is recorded.
    return conflicts.isEmpty() || batches.size() == 1
        ? conflicts
        : inTransaction(batches, TurnWriter::writeEach);
  }

  /// @return rooms among which are those whose batches conflict; if there are any, nothing was
  ///   recorded
  private Set<RoomId> recordAtOnce(List<Batch> batches) throws SQLException {
    try {
      return PlainTurn.isPlain(batches)
          ? database.turns().run(sql -> PlainTurn.append(sql, database.life(), batches))
          : inTransaction(batches, TurnWriter::write);
    } catch (SQLException e) {
      if (!SqlState.isConflict(e)) {
        throw e;
      }
      return batches.stream().map(Batch::room).collect(toUnmodifiableSet());
    }
  }

  @Override
  public AppendResult appendAlone(Collection<RoomId> rooms, Supplier<List<Batch>> decide) {
    boolean[] hasRecorded = {false};
    try {
      Set<RoomId> conflicts =
          database
              .turns()
              .transactOnce(
                  sql -> {
                    TurnWriter writer = new TurnWriter(sql);
                    Map<RoomId, TurnWriter.End> ends = writer.lock(rooms);
                    List<Batch> batches = decide.get();
                    hasRecorded[0] = !batches.isEmpty();
                    if (!hasRecorded[0]) {
                      return Set.of();
                    }
                    // It can't say which rooms conflict.
                    if (PlainTurn.isPlain(batches) && TurnWriter.areNext(batches, ends)) {
                      return PlainTurn.append(sql, database.life(), batches);
                    }
                    database.life().turns().raise(sql);
                    return writer.writeEach(batches);
                  },
                  Set::isEmpty);
      return ended(conflicts, hasRecorded[0]);
    } catch (SQLException e) {
      return failed(e);
    }
  }

  /// @param conflicts if there are any, nothing was recorded
  private AppendResult ended(Set<RoomId> conflicts, boolean hasRecorded) {
    if (!conflicts.isEmpty()) {
      return new AppendResult.Conflict(conflicts);
    }
    if (hasRecorded) {
      database.life().turns().recorded();
    }
    return new AppendResult.Stored();
  }

  private static AppendResult failed(SQLException e) {
    if (SqlState.isDiskFull(e)) {
      return new AppendResult.DiskFull();
    }
    throw SqlState.journal("append", e);
  }

  @FunctionalInterface
  private interface Writing {
    Set<RoomId> write(TurnWriter to, List<Batch> batches) throws SQLException;
  }

  private Set<RoomId> inTransaction(List<Batch> batches, Writing writing) throws SQLException {
    return database
        .turns()
        .transact(
            sql -> {
              database.life().turns().raise(sql);
              return writing.write(new TurnWriter(sql), batches);
            },
            Set::isEmpty);
  }

  @Override
  public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    return database.query(sql -> LookUp.lookUp(sql, commands));
  }

  @Override
  public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
    return database.view(sql -> new RoomReader(sql).load(rooms));
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return database.query(sql -> new LogReader(sql).read(room, after, entriesMax, bytesMax));
  }

  @Override
  public Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs) {
    return database.view(sql -> new LogReader(sql).lastMessages(room, after, sinceMs));
  }

  @Override
  public long trim(RoomId room, long to, int eventsMax) {
    return database.turn("trim", sql -> new FloorWriter(sql).trim(room, to, eventsMax), _ -> true);
  }

  @Override
  public RoomSnapshot floor(RoomId room) {
    return database.view(sql -> new RoomReader(sql).floor(room));
  }

  @Override
  public long head(RoomId room) {
    return database.query(sql -> new LogReader(sql).head(room));
  }

  @Override
  public long epoch() {
    return database.life().epoch();
  }
}
