package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.journal.StoredLogs.Beginning;
import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.store.Code;
import gochat.store.Measures;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The states of rooms at their floors: a row of `floor_state` each.
final class FloorState {
  private static final String COLUMNS =
      "kind, name, folded_name, topic, keep_ms, keep_events, slow_ms, slow_since, members,"
          + " member_names, member_standings, member_roles, members_since, banned, muted, pinned";

  private static final String KEEP =
      "INSERT INTO floor_state ("
          + COLUMNS
          + ", room) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (room)"
          + " DO UPDATE SET ("
          + COLUMNS
          + ") = ROW (excluded."
          + COLUMNS.replace(", ", ", excluded.")
          + ")";

  private FloorState() {}

  /// Raises the floor of a room.
  static void raise(Changes changes, long room, Beginning beginning) {
    RoomSnapshot state = beginning.state();
    changes.add(
        "UPDATE room SET floor = ?, floor_at = ? WHERE key = ?",
        state.head(),
        beginning.latestAtMs(),
        room);
    keep(changes, room, state);
  }

  /// Stores the state at the floor, which stays where it is.
  static void keep(Changes changes, long room, RoomSnapshot state) {
    List<Member> members = state.members();
    changes.add(
        KEEP,
        state.kind() == null ? null : Code.ROOM_KIND.of(state.kind()),
        state.name() == null ? null : state.name().shown(),
        state.name() == null ? null : state.name().folded(),
        state.topic().getBytes(UTF_8),
        state.retention().ageMs(),
        state.retention().events(),
        state.slowMode().intervalMs(),
        state.slowMode().since(),
        people(members).map(Person::user).toArray(UUID[]::new),
        people(members).map(Person::name).toArray(String[]::new),
        people(members).mapToLong(person -> Code.STANDING.of(person.standing())).toArray(),
        members.stream().mapToLong(member -> Code.ROLE.of(member.role())).toArray(),
        members.stream().mapToLong(Member::since).toArray(),
        Measures.bytes(state.banned().values()),
        Measures.bytes(state.muted().values()),
        state.pinned().stream().mapToLong(Long::longValue).toArray(),
        room);
  }

  private static Stream<Person> people(List<Member> members) {
    return members.stream().map(Member::person);
  }

  /// The state of a room at its floor.
  ///
  /// @param room the room's key
  /// @param floor 1 or more
  static RoomSnapshot read(Sql sql, long room, long floor) throws SQLException {
    return sql.one(
        row -> read(row, floor), "SELECT " + COLUMNS + " FROM floor_state WHERE room = ?", room);
  }

  private static RoomSnapshot read(ResultSet row, long floor) throws SQLException {
    return new RoomSnapshot(
        floor,
        RoomReader.kind(row, "kind"),
        RoomReader.name(row),
        new String(row.getBytes("topic"), UTF_8),
        new RetentionRule(row.getLong("keep_ms"), row.getLong("keep_events")),
        new SlowMode(row.getLong("slow_ms"), row.getLong("slow_since")),
        members(row),
        measures(row.getBytes("banned")),
        measures(row.getBytes("muted")),
        LongStream.of(numbers(row, "pinned")).boxed().toList());
  }

  private static Map<UUID, Measure> measures(byte[] bytes) throws SQLException {
    try {
      return Measures.read(bytes);
    } catch (IOException e) {
      throw new SQLException("floor state: " + e.getMessage(), e);
    }
  }

  private static List<Member> members(ResultSet row) throws SQLException {
    UUID[] users = (UUID[]) row.getArray("members").getArray();
    String[] names = (String[]) row.getArray("member_names").getArray();
    long[] standings = numbers(row, "member_standings");
    long[] roles = numbers(row, "member_roles");
    long[] since = numbers(row, "members_since");
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < users.length; i++) {
      Person person =
          new Person(
              users[i], names[i], Code.STANDING.constant((int) standings[i], SQLException::new));
      members.add(
          new Member(person, Code.ROLE.constant((int) roles[i], SQLException::new), since[i]));
    }
    return members;
  }

  private static long[] numbers(ResultSet row, String column) throws SQLException {
    Long[] numbers = (Long[]) row.getArray(column).getArray();
    return Stream.of(numbers).mapToLong(Long::longValue).toArray();
  }
}
