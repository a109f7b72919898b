package gochat.store.postgres;

import gochat.journal.Journal.Batch;
import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs.Beginning;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Records events of all kinds, with all that follows from them, within a transaction. Not
/// thread-safe.
final class TurnWriter {
  /// The end of a log.
  record End(long key, long head, long latestAtMs) {
    boolean precedes(Batch batch) {
      return head == batch.expectedHead();
    }
  }

  private final Sql sql;

  TurnWriter(Sql sql) {
    this.sql = sql;
  }

  /// Records the batches.
  ///
  /// @return the rooms whose head is not the expected one; if there are any, the transaction must
  ///   be undone
  /// @throws SQLException also when a message id or a name is taken: see [SqlState#isTaken]
  Set<RoomId> write(List<Batch> batches) throws SQLException {
    Map<RoomId, End> ends = lock(batches.stream().map(Batch::room).toList());
    Set<RoomId> conflicts = new HashSet<>();
    for (Batch batch : batches) {
      if (!write(batch, ends)) {
        conflicts.add(batch.room());
      }
    }
    return conflicts;
  }

  /// As [#write], but also returns the rooms where a message id or a name is taken when earlier
  /// conflicting batches are left out.
  Set<RoomId> writeEach(List<Batch> batches) throws SQLException {
    Map<RoomId, End> ends = lock(batches.stream().map(Batch::room).toList());
    Set<RoomId> conflicts = new HashSet<>();
    for (Batch batch : batches) {
      sql.run("SAVEPOINT batch");
      if (!writeUnlessTaken(batch, ends)) {
        conflicts.add(batch.room());
      }
      sql.run("RELEASE SAVEPOINT batch");
    }
    return conflicts;
  }

  private boolean writeUnlessTaken(Batch batch, Map<RoomId, End> ends) throws SQLException {
    try {
      return write(batch, ends);
    } catch (SQLException e) {
      if (!SqlState.isTaken(e)) {
        throw e;
      }
      sql.run("ROLLBACK TO SAVEPOINT batch");
      return false;
    }
  }

  private boolean write(Batch batch, Map<RoomId, End> ends) throws SQLException {
    End end = ends.get(batch.room());
    if (end == null || !end.precedes(batch)) {
      return false;
    }
    Changes changes = new Changes();
    long seq = end.head();
    long latestAtMs = end.latestAtMs();
    for (RoomEvent event : batch.events()) {
      latestAtMs = Math.max(latestAtMs, event.atMs());
      changes.add(
          NewEventRow.INSERT, new NewEventRow(end.key(), ++seq, event, latestAtMs).values());
    }
    moveHead(changes, end.key(), seq, latestAtMs);
    RoomProjections projections = new RoomProjections(changes);
    seq = end.head();
    for (RoomEvent event : batch.events()) {
      projections.follow(end.key(), ++seq, event);
      note(changes, batch.room(), seq, event);
    }
    changes.make(sql);
    return true;
  }

  /// Whether all batches begin behind these ends.
  static boolean areNext(List<Batch> batches, Map<RoomId, End> ends) {
    return batches.stream()
        .allMatch(batch -> {
          End end = ends.get(batch.room());
          return end != null && end.precedes(batch);
        });
  }

  private static void note(Changes changes, RoomId room, long seq, RoomEvent event) {
    event.arrived().forEach(user -> note(changes, Note.ARRIVED, user, room, seq));
    UUID departed = event.departed();
    if (departed != null) {
      note(changes, Note.DEPARTED, departed, room, seq);
    }
  }

  private static void note(Changes changes, int kind, UUID user, RoomId room, long seq) {
    changes.add(
        "INSERT INTO note (kind, user_id, room, seq) VALUES (?, ?, ?, ?)",
        kind,
        user,
        room.value(),
        seq);
  }

  private static void moveHead(Changes changes, long room, long head, long latestAtMs) {
    changes.add("UPDATE log SET head = ?, latest_at = ? WHERE key = ?", head, latestAtMs, room);
  }

  /// Locks the ends of logs in the order in which all turns lock them; new rooms get a log.
  Map<RoomId, End> lock(Collection<RoomId> rooms) throws SQLException {
    String[] ids = rooms.stream().map(RoomId::value).sorted().toArray(String[]::new);
    Map<RoomId, End> ends = lockExisting(ids);
    if (ends.size() == ids.length) {
      return ends;
    }
    for (String id : ids) {
      if (!ends.containsKey(new RoomId(id))) {
        sql.run("SELECT add_room(?)", id);
      }
    }
    return lockExisting(ids);
  }

  private Map<RoomId, End> lockExisting(String[] ids) throws SQLException {
    Map<RoomId, End> ends = HashMap.newHashMap(ids.length);
    List<Boolean> _ =
        sql.all(
            row ->
                ends.put(
                        new RoomId(row.getString(1)),
                        new End(row.getLong(2), row.getLong(3), row.getLong(4)))
                    == null,
            "SELECT id, key, head, latest_at FROM log WHERE id = ANY(?) ORDER BY id FOR NO KEY"
                + " UPDATE",
            (Object) ids);
    return ends;
  }

  private End lock(RoomId room) throws SQLException {
    End end = lock(List.of(room)).get(room);
    if (end == null) {
      throw new SQLException("room: " + room + " has no log (expected: a new one)");
    }
    return end;
  }

  /// See [gochat.journal.StoredLogs#append].
  ///
  /// @return false when the first event does not follow the room's head
  boolean write(RoomId room, List<StoredEvent> events) throws SQLException {
    End end = lock(room);
    if (events.getFirst().seq() != end.head() + 1) {
      return false;
    }
    long floor = sql.one(row -> row.getLong(1), "SELECT floor FROM room WHERE key = ?", end.key());
    Changes changes = new Changes();
    RoomProjections projections = new RoomProjections(changes);
    long latestAtMs = end.latestAtMs();
    for (StoredEvent stored : events) {
      latestAtMs = Math.max(latestAtMs, stored.event().atMs());
      NewEventRow row = new NewEventRow(end.key(), stored.seq(), stored.event(), latestAtMs);
      changes.add(NewEventRow.INSERT, (stored.isErased() ? row.erased() : row).values());
      if (!stored.isOnRemoved(floor)) {
        projections.followWithoutName(end.key(), stored.seq(), stored.entry().event());
      }
    }
    moveHead(changes, end.key(), events.getLast().seq(), latestAtMs);
    changes.make(sql);
    return true;
  }

  /// See [gochat.journal.StoredLogs#begin].
  boolean begin(RoomId room, Beginning beginning) throws SQLException {
    End end = lock(room);
    if (end.head() > 0) {
      return false;
    }
    Changes changes = new Changes();
    new RoomProjections(changes).begin(end.key(), beginning.state());
    FloorState.raise(changes, end.key(), beginning);
    moveHead(changes, end.key(), beginning.state().head(), beginning.latestAtMs());
    changes.make(sql);
    return true;
  }

  /// See [gochat.journal.StoredLogs#setNames].
  void setNames(Map<RoomId, RoomName> names) throws SQLException {
    Map<RoomId, End> ends = lock(names.keySet());
    Changes changes = new Changes();
    RoomProjections projections = new RoomProjections(changes);
    ends.values().forEach(end -> projections.rename(end.key(), null));
    ends.forEach((room, end) -> projections.rename(end.key(), names.get(room)));
    changes.make(sql);
  }
}
