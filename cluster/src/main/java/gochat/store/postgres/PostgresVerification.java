package gochat.store.postgres;

import gochat.room.RoomId;
import gochat.store.Defect;
import gochat.store.Verification;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks of the database. PostgreSQL itself has checksums of its pages and holds the references
/// between tables, except that of the events, which would cost each message a lock.
final class PostgresVerification implements Verification {
  private final Database database;

  PostgresVerification(Database database) {
    this.database = database;
  }

  /// Does nothing: the files are PostgreSQL's.
  @Override
  public void checkFiles(Runnable pause, Consumer<? super Defect> found) {}

  @Override
  public void checkRows(Runnable pause, Consumer<? super Defect> found) {
    List<Long> lost =
        database.query(sql ->
            sql.all(
                row -> row.getLong(1),
                "SELECT DISTINCT room FROM event"
                    + " WHERE NOT EXISTS (SELECT FROM log WHERE key = event.room) ORDER BY room"));
    for (long room : lost) {
      found.accept(new Defect.RowMissing("event", "room " + room, "log"));
    }
  }

  @Override
  public List<RoomId> rooms(@Nullable RoomId after, int roomsMax) {
    return database.query(sql ->
        sql.all(
            row -> new RoomId(row.getString(1)),
            "SELECT id FROM log WHERE id > ? ORDER BY id LIMIT ?",
            after == null ? "" : after.value(),
            roomsMax));
  }

  @Override
  public long nextSeq(RoomId room, long after) {
    return database.query(sql ->
        sql.first(
                row -> row.getLong(1),
                "SELECT seq FROM event WHERE room = ? AND seq > ? ORDER BY seq LIMIT 1",
                new LogReader(sql).key(room),
                after)
            .orElse(0L));
  }
}
