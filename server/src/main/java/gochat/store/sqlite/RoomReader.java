package gochat.store.sqlite;

import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.store.Code;
import gochat.store.Measures;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the states of rooms on one connection. Not thread-safe.
final class RoomReader {
  private final LogReader log;
  private final PreparedStatement room;
  private final PreparedStatement members;
  private final PreparedStatement banned;
  private final PreparedStatement muted;
  private final PreparedStatement pinned;
  private final PreparedStatement floorState;

  /// @param log on the same connection
  RoomReader(Statements statements, LogReader log) throws SQLException {
    this.log = log;
    room =
        statements.prepare(
            "SELECT kind, name, folded_name, topic, own_keep_ms, own_keep_events, slow_ms,"
                + " slow_since FROM room"
                + " WHERE key = ? AND "
                + CheckedTable.ROOM.intact("room", Map.of("id", "?2")));
    members =
        statements.prepare(
            "SELECT user, name, standing, role, since FROM member WHERE room = ? AND "
                + CheckedTable.MEMBER.intact("member")
                + " ORDER BY key");
    banned =
        statements.prepare(
            "SELECT "
                + MeasureTables.columns("banned")
                + " FROM banned WHERE room = ? AND "
                + CheckedTable.BANNED.intact("banned"));
    muted =
        statements.prepare(
            "SELECT "
                + MeasureTables.columns("muted")
                + " FROM muted WHERE room = ? AND "
                + CheckedTable.MUTED.intact("muted"));
    pinned =
        statements.prepare(
            "SELECT pinned FROM pin WHERE pinned BETWEEN ? AND ? AND "
                + CheckedTable.PIN.intact("pin")
                + " ORDER BY since");
    floorState =
        statements.prepare(
            "SELECT topic, state FROM floor_state WHERE room = ? AND "
                + CheckedTable.FLOOR_STATE.intact("floor_state"));
  }

  /// To be called on one state of the data: see [Reader#inOneView].
  RoomSnapshot load(RoomId id) throws SQLException {
    long key = log.roomKey(id);
    long head = log.head(key).seq();
    if (head == 0) {
      return RoomSnapshot.empty(id);
    }
    room.setLong(1, key);
    room.setString(2, id.value());
    try (ResultSet rows = room.executeQuery()) {
      rows.next();
      return new RoomSnapshot(
          head,
          kind(rows, 1),
          name(rows, 2),
          Columns.text(rows, 4),
          RetentionReader.rule(rows, 5),
          new SlowMode(rows.getLong(7), rows.getLong(8)),
          members(key),
          measures(banned, key),
          measures(muted, key),
          pinned(key));
    }
  }

  /// The room's state at its floor. To be called on one state of the data.
  RoomSnapshot floor(RoomId id) throws SQLException {
    long key = log.roomKey(id);
    long floor = log.floor(key).seq();
    if (floor == 0) {
      return RoomSnapshot.empty(id);
    }
    floorState.setLong(1, key);
    try (ResultSet rows = floorState.executeQuery()) {
      if (!rows.next()) {
        throw CheckedTable.FLOOR_STATE.damaged(key, 0).toException();
      }
      return FloorState.read(rows.getBytes(2), floor, Columns.text(rows, 1));
    }
  }

  private List<Member> members(long room) throws SQLException {
    members.setLong(1, room);
    List<Member> found = new ArrayList<>();
    try (ResultSet rows = members.executeQuery()) {
      while (rows.next()) {
        found.add(member(rows));
      }
    }
    return found;
  }

  /// @param row the columns `user, name, standing, role, since`
  static Member member(ResultSet row) throws SQLException {
    Person person =
        new Person(
            Columns.uuid(row, 1),
            row.getString(2),
            Code.STANDING.constant(row.getInt(3), SQLException::new));
    return new Member(person, Code.ROLE.constant(row.getInt(4), SQLException::new), row.getLong(5));
  }

  private static Map<UUID, Measure> measures(PreparedStatement query, long room)
      throws SQLException {
    query.setLong(1, room);
    List<Measure> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(MeasureTables.read(rows, 1));
      }
    }
    return Measures.byUser(found);
  }

  private List<Long> pinned(long room) throws SQLException {
    pinned.setLong(1, EventKey.of(room, 0));
    pinned.setLong(2, EventKey.end(room));
    List<Long> messages = new ArrayList<>();
    try (ResultSet rows = pinned.executeQuery()) {
      while (rows.next()) {
        messages.add(EventKey.seq(rows.getLong(1)));
      }
    }
    return messages;
  }

  static @Nullable RoomKind kind(ResultSet row, int column) throws SQLException {
    int code = row.getInt(column);
    return row.wasNull() ? null : Code.ROOM_KIND.constant(code, SQLException::new);
  }

  /// @param column the column of the shown name; the next one has the folded name
  static @Nullable RoomName name(ResultSet row, int column) throws SQLException {
    String shown = row.getString(column);
    return shown == null ? null : new RoomName(shown, row.getString(column + 1));
  }
}
