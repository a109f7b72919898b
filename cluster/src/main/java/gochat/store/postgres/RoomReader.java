package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.store.Code;
import gochat.store.Measures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the states of rooms, on one state of the data. Not thread-safe.
final class RoomReader {
  /// A value that belongs to a room.
  private record Of<T>(long room, T value) {}

  private final Sql sql;

  RoomReader(Sql sql) {
    this.sql = sql;
  }

  /// The state of each room, with a number of queries that is independent of the number of rooms.
  Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) throws SQLException {
    Map<RoomId, RoomSnapshot> loaded = HashMap.newHashMap(rooms.size());
    rooms.forEach(room -> loaded.put(room, RoomSnapshot.empty(room)));
    String[] ids = rooms.stream().map(RoomId::value).toArray(String[]::new);
    long[] keys =
        sql
            .all(
                row -> row.getLong(1),
                "SELECT key FROM log WHERE id = ANY(?) AND head > 0",
                (Object) ids)
            .stream()
            .mapToLong(Long::longValue)
            .toArray();
    if (keys.length == 0) {
      return loaded;
    }
    var members =
        lists(
            RoomReader::member,
            "SELECT room, user_id, name, standing, role, since FROM member WHERE room = ANY(?)"
                + " ORDER BY key",
            keys);
    var banned = measures("banned", keys);
    var muted = measures("muted", keys);
    var pinned =
        lists(
            row -> row.getLong("message"),
            "SELECT room, message FROM pin WHERE room = ANY(?) ORDER BY since",
            keys);
    for (var state :
        sql.all(
            row -> {
              long key = row.getLong("key");
              return Map.entry(
                  new RoomId(row.getString("id")),
                  new RoomSnapshot(
                      row.getLong("head"),
                      kind(row, "kind"),
                      name(row),
                      new String(row.getBytes("topic"), UTF_8),
                      rule(row, "own_keep_ms", "own_keep_events"),
                      new SlowMode(row.getLong("slow_ms"), row.getLong("slow_since")),
                      members.getOrDefault(key, List.of()),
                      Measures.byUser(banned.getOrDefault(key, List.of())),
                      Measures.byUser(muted.getOrDefault(key, List.of())),
                      pinned.getOrDefault(key, List.of())));
            },
            "SELECT key, id, head, kind, name, folded_name, topic, own_keep_ms, own_keep_events,"
                + " slow_ms, slow_since FROM log JOIN room USING (key) WHERE key = ANY(?)",
            (Object) keys)) {
      loaded.put(state.getKey(), state.getValue());
    }
    return loaded;
  }

  private Map<Long, List<Measure>> measures(String table, long[] rooms) throws SQLException {
    return lists(
        row -> MeasureRows.read(row, table),
        "SELECT room, " + MeasureRows.columns(table) + " FROM " + table + " WHERE room = ANY(?)",
        rooms);
  }

  private <T> Map<Long, List<T>> lists(Sql.Row<T> value, String query, long[] rooms)
      throws SQLException {
    Map<Long, List<T>> lists = new HashMap<>();
    for (Of<T> of :
        sql.all(row -> new Of<>(row.getLong("room"), value.read(row)), query, (Object) rooms)) {
      lists.computeIfAbsent(of.room(), _ -> new ArrayList<>()).add(of.value());
    }
    return lists;
  }

  /// The room's state at its floor.
  RoomSnapshot floor(RoomId id) throws SQLException {
    LogReader.Log log = new LogReader(sql).log(id);
    return log.floor() == 0 ? RoomSnapshot.empty(id) : FloorState.read(sql, log.key(), log.floor());
  }

  /// @param row with the columns `user_id, name, standing, role, since`
  static Member member(ResultSet row) throws SQLException {
    Person person =
        new Person(
            user(row),
            row.getString("name"),
            Code.STANDING.constant(row.getInt("standing"), SQLException::new));
    return new Member(
        person, Code.ROLE.constant(row.getInt("role"), SQLException::new), row.getLong("since"));
  }

  private static UUID user(ResultSet row) throws SQLException {
    return row.getObject("user_id", UUID.class);
  }

  static @Nullable RoomKind kind(ResultSet row, String column) throws SQLException {
    int code = row.getInt(column);
    return row.wasNull() ? null : Code.ROOM_KIND.constant(code, SQLException::new);
  }

  /// @param row with the columns `name, folded_name`
  static @Nullable RoomName name(ResultSet row) throws SQLException {
    String shown = row.getString("name");
    return shown == null ? null : new RoomName(shown, row.getString("folded_name"));
  }

  /// @param ageMs the column of the greatest age, null for no limit
  /// @param events the column of the number of events, null for no limit
  static RetentionRule rule(ResultSet row, String ageMs, String events) throws SQLException {
    return new RetentionRule(row.getLong(ageMs), row.getLong(events));
  }
}
