package gochat.store.sqlite;

import java.util.List;

/// The floors of logs, and the rules that raise them.
final class RetentionTables {
  static final List<String> STEP =
      List.of(
          // The seq of the last event that is no longer kept, and the newest time up to it.
          "ALTER TABLE room ADD COLUMN floor INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE room ADD COLUMN floor_at INTEGER",
          // The room's own rule; null for no limit.
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

  private RetentionTables() {}
}
