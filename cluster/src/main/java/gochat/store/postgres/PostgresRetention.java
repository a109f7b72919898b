package gochat.store.postgres;

import gochat.journal.Retention;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of rooms in the database.
final class PostgresRetention implements Retention {
  /// A room with all its rules in one.
  private record Rule(RoomId room, long key, long floor, long head, RetentionRule rule) {}

  private final Database database;

  PostgresRetention(Database database) {
    this.database = database;
  }

  @Override
  public boolean set(RoomId room, RetentionRule rule) {
    return database.change(
        "retention",
        sql ->
            sql.run(
                    "UPDATE room SET keep_ms = nullif(?, 0), keep_events = nullif(?, 0) FROM log"
                        + " WHERE log.id = ? AND room.key = log.key AND kind IS NOT NULL",
                    rule.ageMs(),
                    rule.events(),
                    room.value())
                > 0);
  }

  @Override
  public RetentionRule of(RoomId room) {
    return database.query(sql ->
        sql.first(
                row -> RoomReader.rule(row, "keep_ms", "keep_events"),
                "SELECT keep_ms, keep_events FROM log JOIN room USING (key) WHERE id = ?",
                room.value())
            .orElse(RetentionRule.NONE));
  }

  @Override
  public Ruled ruled(RoomId room, RetentionRule rule, long nowMs) {
    return database.view(sql ->
        due(
                sql,
                nowMs,
                sql.all(
                    row ->
                        new Rule(
                            room,
                            row.getLong("key"),
                            row.getLong("floor"),
                            row.getLong("head"),
                            rule),
                    "SELECT key, head, floor FROM log JOIN room USING (key) WHERE id = ?",
                    room.value()))
            .stream()
            .findFirst()
            .orElse(new Ruled(room, 0, 0)));
  }

  @Override
  public List<Ruled> ruled(RetentionRule server, long nowMs, @Nullable RoomId after, int roomsMax) {
    String ruled =
        server.equals(RetentionRule.NONE)
            ? " AND coalesce(keep_ms, keep_events, own_keep_ms, own_keep_events) IS NOT NULL"
            : "";
    return database.view(sql ->
        due(
            sql,
            nowMs,
            sql.all(
                row -> rule(row, server),
                "SELECT key, id, head, floor, keep_ms, keep_events, own_keep_ms, own_keep_events"
                    + " FROM log JOIN room USING (key) WHERE id > ?"
                    + ruled
                    + " ORDER BY id LIMIT ?",
                after == null ? "" : after.value(),
                roomsMax)));
  }

  private static Rule rule(ResultSet row, RetentionRule server) throws SQLException {
    return new Rule(
        new RoomId(row.getString("id")),
        row.getLong("key"),
        row.getLong("floor"),
        row.getLong("head"),
        RoomReader.rule(row, "keep_ms", "keep_events")
            .and(RoomReader.rule(row, "own_keep_ms", "own_keep_events"))
            .and(server));
  }

  private static List<Ruled> due(Sql sql, long nowMs, List<Rule> rules) throws SQLException {
    List<Long> young =
        sql.all(
            row -> row.getLong(1),
            "SELECT CASE WHEN since > ? THEN first_at(key, low, high, since) ELSE 0 END"
                + " FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) WITH ORDINALITY"
                + " AS asked (key, low, high, since, n) ORDER BY n",
            Long.MIN_VALUE,
            rules.stream().mapToLong(Rule::key).toArray(),
            rules.stream().mapToLong(rule -> rule.floor() + 1).toArray(),
            rules.stream().mapToLong(rule -> rule.head() + 1).toArray(),
            rules.stream().mapToLong(rule -> oldest(rule.rule(), nowMs)).toArray());
    List<Ruled> due = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      long tooMany = rule.rule().events() > 0 ? rule.head() - rule.rule().events() : 0;
      long last = Math.max(rule.floor(), Math.max(tooMany, young.get(i) - 1));
      due.add(new Ruled(rule.room(), rule.floor(), last));
    }
    return due;
  }

  /// The time of the oldest events that the rule keeps, [Long#MIN_VALUE] without a greatest age.
  private static long oldest(RetentionRule rule, long nowMs) {
    return rule.ageMs() > 0 ? nowMs - rule.ageMs() : Long.MIN_VALUE;
  }
}
