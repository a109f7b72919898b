package gochat.store.sqlite;

import java.util.List;

/// The tables of rooms and their logs. All except `event`, `marker` and `meta` are projections,
/// which each append updates.
final class RoomTables {
  /// Upgrades from the version that had only messages in `lobby`.
  static final List<String> STEP =
      List.of(
          "DROP INDEX event_message_id",
          "ALTER TABLE event RENAME TO event_1",
          // Texts come last, because SQLite reads through a long column to reach those after it.
          """
          CREATE TABLE event (
            key INTEGER PRIMARY KEY, -- EventKey
            at INTEGER NOT NULL,
            latest_at INTEGER, -- the newest time in the room up to here, where that is not this one
            kind INTEGER NOT NULL, -- EventKind
            user BLOB NOT NULL,
            session BLOB NOT NULL,
            name TEXT NOT NULL,
            standing INTEGER NOT NULL,
            message_id BLOB,
            fingerprint INTEGER,
            message INTEGER, -- the key of the message that is answered, edited, deleted…
            thread INTEGER, -- the key of the message with which the thread began
            member BLOB,
            member_name TEXT,
            member_standing INTEGER,
            role INTEGER,
            room_kind INTEGER,
            room_name TEXT,
            room_folded_name TEXT,
            mentions BLOB,
            text TEXT, -- of a message, a reaction or a topic; null when it was erased
            room INTEGER AS (key >> 40)
          ) STRICT
          """,
          """
          INSERT INTO event (key, at, latest_at, kind, user, session, name, standing, message_id,
              fingerprint, text)
            SELECT room << 40 | seq, at,
                nullif(max(at) OVER (PARTITION BY room ORDER BY seq), at),
                kind, user, session, name, 0, message_id, fingerprint, text
              FROM event_1 ORDER BY room, seq
          """,
          "DROP TABLE event_1",
          // The id comes first: ids that begin with the time, as those of our clients, then share a
          // page. Appending became three times as fast as with the user first.
          """
          CREATE UNIQUE INDEX event_message_id ON event (message_id, user, room)
            WHERE message_id IS NOT NULL
          """,
          // Finds a page whatever the number of reactions and edits.
          "CREATE INDEX event_shown ON event (key) WHERE kind NOT BETWEEN 2 AND 5",
          "CREATE INDEX event_edit ON event (message) WHERE kind = 2",
          "CREATE INDEX event_thread ON event (thread) WHERE thread IS NOT NULL",
          "ALTER TABLE room ADD COLUMN kind INTEGER",
          "ALTER TABLE room ADD COLUMN name TEXT",
          "ALTER TABLE room ADD COLUMN folded_name TEXT",
          "ALTER TABLE room ADD COLUMN topic TEXT NOT NULL DEFAULT ''",
          "CREATE UNIQUE INDEX room_public_name ON room (folded_name) WHERE kind = 1",
          "INSERT INTO room (id, kind) VALUES ('lobby', 0) ON CONFLICT DO UPDATE SET kind = 0",
          // The keys ascend in the order in which users became members, over all rooms.
          """
          CREATE TABLE member (
            key INTEGER PRIMARY KEY,
            room INTEGER NOT NULL REFERENCES room,
            user BLOB NOT NULL,
            name TEXT NOT NULL,
            standing INTEGER NOT NULL,
            role INTEGER NOT NULL,
            since INTEGER NOT NULL, -- a seq
            UNIQUE (room, user)
          ) STRICT
          """,
          "CREATE INDEX member_user ON member (user)",
          """
          CREATE TABLE banned (
            room INTEGER NOT NULL REFERENCES room,
            user BLOB NOT NULL,
            PRIMARY KEY (room, user)
          ) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE muted (
            room INTEGER NOT NULL REFERENCES room,
            user BLOB NOT NULL,
            PRIMARY KEY (room, user)
          ) STRICT, WITHOUT ROWID
          """,
          // Current reactions only, without removed ones.
          """
          CREATE TABLE reaction (
            message INTEGER NOT NULL, -- its key
            reaction TEXT NOT NULL,
            user BLOB NOT NULL,
            since INTEGER NOT NULL, -- the key of the event that gave it
            PRIMARY KEY (message, reaction, user)
          ) STRICT, WITHOUT ROWID
          """,
          // Mentions by other users in the newest texts of messages.
          """
          CREATE TABLE mention (
            user BLOB NOT NULL,
            message INTEGER NOT NULL, -- its key
            PRIMARY KEY (user, message)
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX mention_message ON mention (message)",
          """
          CREATE TABLE marker (
            user BLOB NOT NULL,
            room INTEGER NOT NULL REFERENCES room,
            seq INTEGER NOT NULL,
            PRIMARY KEY (user, room)
          ) STRICT, WITHOUT ROWID
          """,
          // Doubtful: acknowledged events may be missing, because a server with ASYNC has not
          // closed it.
          """
          CREATE TABLE meta (
            epoch INTEGER NOT NULL,
            is_doubtful INTEGER NOT NULL
          ) STRICT
          """,
          "INSERT INTO meta VALUES (1, FALSE)");

  /// Finds the reactions to a deleted message and earlier topics by an index; then erases what
  /// earlier versions did not erase.
  static final List<String> ERASURE_STEP =
      List.of(
          "CREATE INDEX event_reaction ON event (message) WHERE kind BETWEEN 4 AND 5",
          "CREATE INDEX event_topic ON event (key) WHERE kind IN (6, 9) AND text IS NOT NULL",
          """
          UPDATE event INDEXED BY event_reaction SET text = NULL
            WHERE kind BETWEEN 4 AND 5 AND EXISTS (
              SELECT 1 FROM event target WHERE target.key = event.message AND target.text IS NULL)
          """,
          """
          UPDATE event INDEXED BY event_topic SET text = NULL
            WHERE kind IN (6, 9) AND text IS NOT NULL AND EXISTS (
              SELECT 1 FROM event newer INDEXED BY event_topic
                WHERE newer.key > event.key AND newer.key < (event.key >> 40) + 1 << 40
                  AND newer.kind IN (6, 9) AND newer.text IS NOT NULL)
          """);

  /// Marks the events that history shows by a column instead of a range of kinds, and records which
  /// event has the text of a room's topic.
  static final List<String> SHOWN_STEP =
      List.of(
          "ALTER TABLE event ADD COLUMN shown INTEGER NOT NULL DEFAULT 1",
          "UPDATE event SET shown = 0 WHERE kind BETWEEN 2 AND 5",
          // Finds a page whatever the number of reactions and edits.
          "DROP INDEX event_shown",
          "CREATE INDEX event_shown ON event (key) WHERE shown",
          // Finds a message's newest edit, and all changes of a deleted message.
          "DROP INDEX event_edit",
          "DROP INDEX event_reaction",
          "CREATE INDEX event_change ON event (message, kind) WHERE NOT shown",
          "ALTER TABLE room ADD COLUMN topic_event INTEGER", // its key
          """
          UPDATE room SET topic_event = (
            SELECT max(key) FROM event INDEXED BY event_topic
              WHERE key >= room.key << 40 AND key < (room.key + 1) << 40
                AND kind IN (6, 9) AND text IS NOT NULL)
          """,
          "DROP INDEX event_topic");

  static final List<String> PIN_STEP =
      List.of(
          """
          CREATE TABLE pin (
            pinned INTEGER PRIMARY KEY, -- the message's key
            since INTEGER NOT NULL -- the key of the event that pinned it
          ) STRICT
          """);

  static final List<String> AUDIT_STEP = List.of("INSERT INTO room (id, kind) VALUES ('audit', 4)");

  static final List<String> SLOW_MODE_STEP =
      List.of(
          // The interval in an event that changes it, 0 without slow mode. Null in other events.
          "ALTER TABLE event ADD COLUMN slow_ms INTEGER",
          // The interval, and the seq of the event that set it; null without slow mode.
          "ALTER TABLE room ADD COLUMN slow_ms INTEGER",
          "ALTER TABLE room ADD COLUMN slow_since INTEGER");

  private RoomTables() {}
}
