package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.journal.RoomDirectory;
import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.store.Code;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The directory of rooms in the database.
final class PostgresRooms implements RoomDirectory {
  /// Rooms as the user `me.id` sees them; the user is the parameter.
  private static final String LISTING =
      """
      SELECT log.id, room.kind, room.name, room.folded_name, room.topic, log.head, room.floor,
          room.own_keep_ms, room.own_keep_events, room.slow_ms,
          (SELECT count(*) FROM member WHERE member.room = log.key) AS members,
          self.role, self.since, self.key AS place, self.hidden_at,
          %s, %s,
          CASE room.kind WHEN 3 THEN coalesce(peer.user_id, self.user_id) END AS peer,
          CASE room.kind WHEN 3 THEN coalesce(peer.name, self.name) END AS peer_name,
          CASE room.kind WHEN 3 THEN coalesce(peer.standing, self.standing) END AS peer_standing,
          (SELECT array_agg(message ORDER BY pin.since) FROM pin WHERE pin.room = log.key) AS pinned
        FROM (SELECT ?::uuid AS id) AS me CROSS JOIN log JOIN room ON room.key = log.key
          LEFT JOIN member AS self ON self.room = log.key AND self.user_id = me.id
          LEFT JOIN member AS peer ON room.kind = 3 AND self.key IS NOT NULL
            AND peer.room = log.key AND peer.user_id <> me.id
          LEFT JOIN muted ON muted.room = log.key AND muted.user_id = me.id
          LEFT JOIN banned ON banned.room = log.key AND banned.user_id = me.id
        WHERE room.kind IS NOT NULL AND
      """
          .formatted(MeasureRows.columns("muted"), MeasureRows.columns("banned"));

  private final Database database;

  PostgresRooms(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Listing> find(RoomId room, UUID user) {
    return listings("log.id = ?", user, room.value()).stream().findFirst();
  }

  @Override
  public List<Listing> named(String foldedName, int roomsMax, UUID user) {
    return listings(
        "log.key IN (SELECT member.room FROM member WHERE user_id = ? AND folded_name = ?"
            + " UNION SELECT key FROM room WHERE kind = 1 AND folded_name = ?)"
            + " ORDER BY self.key IS NULL, self.key LIMIT ?",
        user,
        user,
        foldedName,
        foldedName,
        roomsMax);
  }

  @Override
  public List<OwnRoom> roomsOf(UUID user, long after, int roomsMax) {
    return database.query(sql ->
        sql.all(
            row -> new OwnRoom(listing(row), row.getLong("place")),
            LISTING + "self.key > ? ORDER BY self.key LIMIT ?",
            user,
            after,
            roomsMax));
  }

  @Override
  public int countOf(UUID user) {
    return database.query(sql ->
        sql.one(row -> row.getInt(1), "SELECT count(*) FROM member WHERE user_id = ?", user));
  }

  @Override
  public boolean isShared(UUID user, UUID other) {
    return database.query(sql ->
        sql.isAny(
            """
            SELECT FROM member
              JOIN member AS other ON other.room = member.room AND other.user_id = ?
              JOIN room ON room.key = member.room
              WHERE member.user_id = ? AND room.kind <> ? LIMIT 1
            """,
            other,
            user,
            Code.ROOM_KIND.of(RoomKind.DIRECT)));
  }

  @Override
  public List<Listing> publicRooms(String afterName, int roomsMax, UUID user) {
    return listings(
        "room.kind = 1 AND room.folded_name > ? ORDER BY room.folded_name LIMIT ?",
        user,
        afterName,
        roomsMax);
  }

  /// @param parameters the user, then those of the condition
  private List<Listing> listings(String condition, Object... parameters) {
    return database.query(sql -> sql.all(PostgresRooms::listing, LISTING + condition, parameters));
  }

  private static Listing listing(ResultSet row) throws SQLException {
    RoomKind kind = Code.ROOM_KIND.constant(row.getInt("kind"), SQLException::new);
    long since = row.getLong("since");
    long head = row.getLong("head");
    long hiddenAt = row.getLong("hidden_at");
    return new Listing(
        new RoomId(row.getString("id")),
        kind,
        RoomReader.name(row),
        new String(row.getBytes("topic"), UTF_8),
        RoomReader.rule(row, "own_keep_ms", "own_keep_events"),
        row.getLong("slow_ms"),
        head,
        row.getLong("floor"),
        row.getInt("members"),
        pinned(row.getArray("pinned")),
        peer(row),
        since == 0 ? null : Code.ROLE.constant(row.getInt("role"), SQLException::new),
        since,
        MeasureRows.readOrNull(row, "muted"),
        MeasureRows.readOrNull(row, "banned"),
        // 0 never hides: a room with a member has an event.
        hiddenAt > 0 && (kind != RoomKind.DIRECT || head <= hiddenAt));
  }

  private static List<Long> pinned(@Nullable Array seqs) throws SQLException {
    return seqs == null ? List.of() : List.of((Long[]) seqs.getArray());
  }

  private static @Nullable Person peer(ResultSet row) throws SQLException {
    UUID peer = row.getObject("peer", UUID.class);
    return peer == null
        ? null
        : new Person(
            peer,
            row.getString("peer_name"),
            Code.STANDING.constant(row.getInt("peer_standing"), SQLException::new));
  }

  @Override
  public List<Measure> bans(RoomId room, @Nullable UUID after, int measuresMax) {
    return database.query(sql -> MeasureRows.page(sql, "banned", room, after, measuresMax));
  }

  @Override
  public List<Measure> mutes(RoomId room, @Nullable UUID after, int measuresMax) {
    return database.query(sql -> MeasureRows.page(sql, "muted", room, after, measuresMax));
  }

  @Override
  public List<RoomId> roomsWithDueEnds(long nowMs, int roomsMax) {
    return database.query(sql ->
        sql.all(
            row -> new RoomId(row.getString("id")),
            "SELECT id FROM log WHERE key IN (SELECT room FROM banned WHERE until_ms <= ?"
                + " UNION SELECT room FROM muted WHERE until_ms <= ?) LIMIT ?",
            nowMs,
            nowMs,
            roomsMax));
  }

  @Override
  public List<ListedMember> members(RoomId room, @Nullable UUID after, int membersMax) {
    return database.query(sql ->
        sql.all(
            row -> new ListedMember(RoomReader.member(row), row.getBoolean("is_muted")),
            """
            SELECT user_id, name, standing, role, since,
                EXISTS (SELECT FROM muted
                  WHERE muted.room = member.room AND muted.user_id = member.user_id) AS is_muted
              FROM member
              WHERE room = (SELECT key FROM log WHERE id = ?) AND (? OR user_id > ?)
              ORDER BY user_id LIMIT ?
            """,
            room.value(),
            after == null,
            after == null ? new UUID(0, 0) : after,
            membersMax));
  }
}
