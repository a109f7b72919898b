package gochat.store;

import gochat.room.Command;
import gochat.room.Recorded;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Finds messages that a room's log holds already; used by one thread at a time.
final class RepetitionLookUp {
  /// So many are asked for at once, as most of what a query costs is the query.
  private static final int KEYS_MAX = 16;

  /// What a message is told from others by: no two users share a message id.
  record Key(UUID user, UUID messageId) {}

  private final PreparedStatement recorded;

  RepetitionLookUp(Statements statements) throws SQLException {
    // Keys that are not needed stay null, which equals nothing.
    recorded =
        statements.prepare(
            "SELECT user, message_id, key, fingerprint, text IS NULL FROM (VALUES (?, ?)"
                + ", (?, ?)".repeat(KEYS_MAX - 1)
                + ") CROSS JOIN event"
                + " ON user = column1 AND message_id = column2 AND room = ?");
  }

  /// Those of `commands` that are messages with an id, and stand in the log of `room`.
  Map<Key, Recorded> lookUp(long room, List<Command> commands) throws SQLException {
    List<Key> keys = new ArrayList<>(commands.size());
    for (Command command : commands) {
      if (command instanceof Command.Post post && post.messageId() != null) {
        keys.add(new Key(post.author().user(), post.messageId()));
      }
    }
    Map<Key, Recorded> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += KEYS_MAX) {
      lookUpInto(found, room, keys.subList(from, Math.min(from + KEYS_MAX, keys.size())));
    }
    return found;
  }

  private void lookUpInto(Map<Key, Recorded> found, long room, List<Key> keys) throws SQLException {
    recorded.clearParameters();
    int parameter = 0;
    for (Key key : keys) {
      recorded.setBytes(++parameter, Columns.bytes(key.user()));
      recorded.setBytes(++parameter, Columns.bytes(key.messageId()));
    }
    recorded.setLong(2 * KEYS_MAX + 1, room);
    try (ResultSet rows = recorded.executeQuery()) {
      while (rows.next()) {
        Long fingerprint = rows.getBoolean(5) ? null : rows.getLong(4);
        found.put(
            new Key(Columns.uuid(rows, 1), Columns.uuid(rows, 2)),
            new Recorded(EventKey.seq(rows.getLong(3)), fingerprint));
      }
    }
  }
}
