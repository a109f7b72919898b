package gochat.store.sqlite;

import gochat.account.UserName;
import gochat.journal.RoomDirectory.ListedMember;
import gochat.journal.RoomDirectory.Listing;
import gochat.journal.RoomDirectory.OwnRoom;
import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.store.Code;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds rooms and members on one connection. Not thread-safe.
final class DirectoryReader {
  private static final Map<String, String> OF_USER = Map.of("room", "room.key", "user", "?1");

  /// A room as the user ?1 sees it.
  private static final String LISTING =
      """
      SELECT room.id, room.kind, room.name, room.folded_name, room.topic,
          coalesce(
            (SELECT key FROM event
              WHERE key >= room.key << 40 AND key < (room.key + 1) << 40
              ORDER BY key DESC LIMIT 1),
            room.floor),
          (SELECT count(*) FROM member WHERE member.room = room.key),
          self.role, self.since,
          CASE room.kind WHEN 3 THEN coalesce(peer.user, self.user) END,
          CASE room.kind WHEN 3 THEN coalesce(peer.name, self.name) END,
          CASE room.kind WHEN 3 THEN coalesce(peer.standing, self.standing) END,
          self.key, self.hidden_at,
          (SELECT group_concat(pinned, ' ' ORDER BY since) FROM pin
            WHERE pinned >= room.key << 40 AND pinned < (room.key + 1) << 40 AND %s),
          room.floor, room.own_keep_ms, room.own_keep_events, room.slow_ms, %s, %s
        FROM room
          LEFT JOIN member AS self ON self.room = room.key AND self.user = ?1 AND %s
          LEFT JOIN member AS peer ON room.kind = 3 AND self.user IS NOT NULL
            AND peer.room = room.key AND peer.user <> ?1 AND %s
          LEFT JOIN muted ON muted.room = room.key AND muted.user = ?1 AND %s
          LEFT JOIN banned ON banned.room = room.key AND banned.user = ?1 AND %s
      """
          .formatted(
              CheckedTable.PIN.intact("pin"),
              MeasureTables.columns("muted"),
              MeasureTables.columns("banned"),
              CheckedTable.MEMBER.intact("self", OF_USER),
              CheckedTable.MEMBER.intact("peer"),
              CheckedTable.MUTED.intact("muted", OF_USER),
              CheckedTable.BANNED.intact("banned", OF_USER));

  private static final String INTACT = " AND " + CheckedTable.ROOM.intact("room");

  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final PreparedStatement find;
  private final PreparedStatement named;
  private final PreparedStatement roomsOf;
  private final PreparedStatement countOf;
  private final PreparedStatement shared;
  private final PreparedStatement publicRooms;
  private final PreparedStatement members;
  private final PreparedStatement bans;
  private final PreparedStatement mutes;
  private final PreparedStatement dueEnds;
  private final PreparedStatement holder;

  DirectoryReader(Statements statements) throws SQLException {
    find =
        statements.prepare(
            LISTING
                + "WHERE room.id = ?2 AND room.kind IS NOT NULL AND "
                + CheckedTable.ROOM.intact("room", Map.of("id", "?2")));
    named =
        statements.prepare(
            LISTING
                + "WHERE room.key IN (SELECT room FROM member"
                + " WHERE user = ?1 AND folded_name = ?2"
                + " UNION SELECT key FROM room WHERE kind = 1 AND folded_name = ?2)"
                + INTACT
                + " ORDER BY self.key IS NULL, self.key LIMIT ?3");
    roomsOf =
        statements.prepare(
            LISTING
                + "WHERE room.key IN (SELECT room FROM member WHERE user = ?1 AND key > ?2"
                + " ORDER BY key LIMIT ?3)"
                + " AND room.kind IS NOT NULL"
                + INTACT
                + " ORDER BY self.key");
    countOf = statements.prepare("SELECT count(*) FROM member WHERE user = ?");
    shared =
        statements.prepare(
            "SELECT 1 FROM member"
                + " JOIN member AS other ON other.room = member.room AND other.user = ?2"
                + " JOIN room ON room.key = member.room"
                + " WHERE member.user = ?1 AND room.kind <> 3 AND "
                + CheckedTable.MEMBER.intact("member", OF_USER)
                + " AND "
                + CheckedTable.MEMBER.intact("other", Map.of("user", "?2"))
                + INTACT
                + " LIMIT 1");
    publicRooms =
        statements.prepare(
            LISTING
                + "WHERE room.kind = 1 AND room.folded_name > ?2"
                + INTACT
                + " ORDER BY room.folded_name LIMIT ?3");
    members =
        statements.prepare(
            "SELECT user, name, standing, role, since,"
                + " EXISTS (SELECT 1 FROM muted"
                + " WHERE muted.room = member.room AND muted.user = member.user AND "
                + CheckedTable.MUTED.intact("muted")
                + ") FROM member"
                + " WHERE room = (SELECT key FROM room WHERE id = ?) AND user > ? AND "
                + CheckedTable.MEMBER.intact("member")
                + " ORDER BY user LIMIT ?");
    bans = statements.prepare(MeasureTables.page(CheckedTable.BANNED));
    mutes = statements.prepare(MeasureTables.page(CheckedTable.MUTED));
    dueEnds =
        statements.prepare(
            "SELECT id FROM room WHERE key IN ("
                + "SELECT room FROM banned INDEXED BY banned_until WHERE until_ms <= ?1 UNION"
                + " SELECT room FROM muted INDEXED BY muted_until WHERE until_ms <= ?1)"
                + INTACT
                + " LIMIT ?2");
    holder =
        statements.prepare(
            "SELECT room.id FROM room_skeleton JOIN room ON room.key = room_skeleton.room"
                + " WHERE skeleton = ? AND "
                + CheckedTable.ROOM_SKELETON.intact("room_skeleton")
                + INTACT);
  }

  Optional<Listing> find(RoomId room, UUID user) throws SQLException {
    find.setString(2, room.value());
    return listings(find, user).stream().findFirst();
  }

  List<Listing> named(String foldedName, int roomsMax, UUID user) throws SQLException {
    named.setString(2, foldedName);
    named.setInt(3, roomsMax);
    return listings(named, user);
  }

  List<OwnRoom> roomsOf(UUID user, long after, int roomsMax) throws SQLException {
    roomsOf.setLong(2, after);
    roomsOf.setInt(3, roomsMax);
    return all(roomsOf, user, row -> new OwnRoom(listing(row), row.getLong(13)));
  }

  int countOf(UUID user) throws SQLException {
    return all(countOf, user, row -> row.getInt(1)).getFirst();
  }

  List<Listing> publicRooms(String afterName, int roomsMax, UUID user) throws SQLException {
    publicRooms.setString(2, afterName);
    publicRooms.setInt(3, roomsMax);
    return listings(publicRooms, user);
  }

  private static List<Listing> listings(PreparedStatement query, UUID user) throws SQLException {
    return all(query, user, DirectoryReader::listing);
  }

  private static <T> List<T> all(PreparedStatement query, UUID user, Row<T> row)
      throws SQLException {
    query.setBytes(1, Columns.bytes(user));
    List<T> all = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        all.add(row.read(rows));
      }
    }
    return all;
  }

  private static Listing listing(ResultSet row) throws SQLException {
    RoomKind kind = Code.ROOM_KIND.constant(row.getInt(2), SQLException::new);
    long since = row.getLong(9);
    long head = EventKey.seq(row.getLong(6));
    long hiddenAt = row.getLong(14);
    return new Listing(
        new RoomId(row.getString(1)),
        kind,
        RoomReader.name(row, 3),
        Columns.text(row, 5),
        RetentionReader.rule(row, 17),
        row.getLong(19),
        head,
        row.getLong(16),
        row.getInt(7),
        pinned(row.getString(15)),
        row.getBytes(10) == null ? null : person(row, 10),
        since == 0 ? null : Code.ROLE.constant(row.getInt(8), SQLException::new),
        since,
        MeasureTables.readOrNull(row, 20),
        MeasureTables.readOrNull(row, 29),
        // 0 never hides: a room with a member has an event.
        hiddenAt > 0 && (kind != RoomKind.DIRECT || head <= hiddenAt));
  }

  /// @param keys of the messages, null for none
  private static List<Long> pinned(@Nullable String keys) {
    return keys == null
        ? List.of()
        : Arrays.stream(keys.split(" ")).map(Long::valueOf).map(EventKey::seq).toList();
  }

  /// @param column the first of the columns `user, name, standing`
  private static Person person(ResultSet row, int column) throws SQLException {
    return new Person(
        Columns.uuid(row, column),
        row.getString(column + 1),
        Code.STANDING.constant(row.getInt(column + 2), SQLException::new));
  }

  /// See [gochat.journal.StoredLogs#nameHolders].
  Map<RoomId, RoomId> nameHolders(Map<RoomId, RoomName> names) throws SQLException {
    Map<RoomId, RoomId> holders = new HashMap<>();
    for (var wanted : names.entrySet()) {
      for (String look : UserName.stored(wanted.getValue().shown()).skeletons()) {
        holder.setString(1, look);
        try (ResultSet rows = holder.executeQuery()) {
          if (rows.next() && !names.containsKey(new RoomId(rows.getString(1)))) {
            holders.put(wanted.getKey(), new RoomId(rows.getString(1)));
          }
        }
      }
    }
    return holders;
  }

  /// See [gochat.journal.RoomDirectory#isShared].
  boolean isShared(UUID user, UUID other) throws SQLException {
    shared.setBytes(1, Columns.bytes(user));
    shared.setBytes(2, Columns.bytes(other));
    try (ResultSet rows = shared.executeQuery()) {
      return rows.next();
    }
  }

  List<Measure> bans(RoomId room, @Nullable UUID after, int measuresMax) throws SQLException {
    return MeasureTables.page(bans, room, after, measuresMax);
  }

  List<Measure> mutes(RoomId room, @Nullable UUID after, int measuresMax) throws SQLException {
    return MeasureTables.page(mutes, room, after, measuresMax);
  }

  List<RoomId> roomsWithDueEnds(long nowMs, int roomsMax) throws SQLException {
    dueEnds.setLong(1, nowMs);
    dueEnds.setInt(2, roomsMax);
    List<RoomId> found = new ArrayList<>();
    try (ResultSet rows = dueEnds.executeQuery()) {
      while (rows.next()) {
        found.add(new RoomId(rows.getString(1)));
      }
    }
    return found;
  }

  List<ListedMember> members(RoomId room, @Nullable UUID after, int membersMax)
      throws SQLException {
    members.setString(1, room.value());
    // The empty blob sorts before every id.
    members.setBytes(2, after == null ? new byte[0] : Columns.bytes(after));
    members.setInt(3, membersMax);
    List<ListedMember> found = new ArrayList<>();
    try (ResultSet rows = members.executeQuery()) {
      while (rows.next()) {
        found.add(new ListedMember(RoomReader.member(rows), rows.getBoolean(6)));
      }
    }
    return found;
  }
}
