package gochat.store.sqlite;

import java.util.List;

/// The floors of logs, and the rules that raise them.
final class RetentionTables {
  static final List<String> STEP =
      List.of(
          // The seq of the last event that is no longer kept, and the newest time up to it.
          "ALTER TABLE room ADD COLUMN floor INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE room ADD COLUMN floor_at INTEGER",
          // The operator's rule for the room; null for no limit.
          "ALTER TABLE room ADD COLUMN keep_ms INTEGER",
          "ALTER TABLE room ADD COLUMN keep_events INTEGER",
          """
          CREATE INDEX room_rule ON room (id) WHERE keep_ms IS NOT NULL OR keep_events IS NOT NULL
          """,
          """
          CREATE TABLE floor_state (
            room INTEGER PRIMARY KEY REFERENCES room,
            topic TEXT NOT NULL, -- empty when a later one has replaced it
            state BLOB NOT NULL, -- FloorState
            checksum INTEGER NOT NULL DEFAULT 0
          ) STRICT
          """);

  static final List<String> OWNERS_STEP =
      List.of(
          // The rule in an event that changes it; 0 for no limit. Null in other events.
          "ALTER TABLE event ADD COLUMN keep_ms INTEGER",
          "ALTER TABLE event ADD COLUMN keep_events INTEGER",
          // The rule of the room's owners, which follows from its log; null for no limit.
          "ALTER TABLE room ADD COLUMN own_keep_ms INTEGER",
          "ALTER TABLE room ADD COLUMN own_keep_events INTEGER",
          "DROP INDEX room_rule",
          """
          CREATE INDEX room_rule ON room (id)
            WHERE coalesce(keep_ms, keep_events, own_keep_ms, own_keep_events) IS NOT NULL
          """);

  private RetentionTables() {}
}
