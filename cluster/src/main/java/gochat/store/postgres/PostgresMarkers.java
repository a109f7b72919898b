package gochat.store.postgres;

import gochat.journal.ReadMarkers;
import gochat.room.RoomId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Read markers in the database.
final class PostgresMarkers implements ReadMarkers {
  /// The read marker of a user in the room `log.key`; the user is the parameter, twice.
  private static final String READ =
      """
      coalesce(
        (SELECT seq FROM marker WHERE marker.user_id = ? AND marker.room = log.key),
        (SELECT since FROM member WHERE member.room = log.key AND member.user_id = ?),
        0)
      """;

  private static final String UNREAD =
      """
      SELECT id, read.seq,
          (SELECT count(*) FROM (
            SELECT FROM event WHERE event.room = log.key AND event.seq > read.seq AND shown
              AND event.kind = 1 AND text IS NOT NULL AND author <> ? LIMIT ?) AS unread),
          (SELECT count(*) FROM (
            SELECT FROM mention WHERE mention.user_id = ? AND mention.room = log.key
              AND mention.message > read.seq LIMIT ?) AS mentions)
        FROM log CROSS JOIN LATERAL (SELECT %s AS seq) AS read
        WHERE id = ANY(?)
      """
          .formatted(READ);

  private final Database database;

  PostgresMarkers(Database database) {
    this.database = database;
  }

  @Override
  public long advance(UUID user, RoomId room, long seq) {
    return database.change(
        "read marker",
        sql -> {
          sql.run(
              """
              INSERT INTO marker AS former (user_id, room, seq)
                SELECT ?, key, least(head, ?) FROM log WHERE id = ? AND least(head, ?) > %s
                ON CONFLICT (user_id, room) DO UPDATE SET seq = greatest(former.seq, excluded.seq)
              """
                  .formatted(READ),
              user,
              seq,
              room.value(),
              seq,
              user,
              user);
          return sql.first(
                  row -> row.getLong(1),
                  "SELECT " + READ + " FROM log WHERE id = ?",
                  user,
                  user,
                  room.value())
              .orElse(0L);
        });
  }

  @Override
  public Map<RoomId, Unread> unread(UUID user, Collection<RoomId> rooms) {
    Map<RoomId, Unread> unread = new HashMap<>();
    rooms.forEach(room -> unread.put(room, new Unread(0, 0, 0)));
    database
        .query(sql ->
            sql.all(
                row ->
                    Map.entry(
                        new RoomId(row.getString(1)),
                        new Unread(row.getLong(2), row.getInt(3), row.getInt(4))),
                UNREAD,
                user,
                COUNT_MAX,
                user,
                COUNT_MAX,
                user,
                user,
                rooms.stream().map(RoomId::value).toArray(String[]::new)))
        .forEach(counted -> unread.put(counted.getKey(), counted.getValue()));
    return unread;
  }

  @Override
  public void forget(UUID user) {
    int _ =
        database.change(
            "read marker", sql -> sql.run("DELETE FROM marker WHERE user_id = ?", user));
  }
}
