package gochat.store.sqlite;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds messages that a room's log holds already; used by one thread at a time.
final class RepetitionLookUp {
  /// So many are asked for at once, as most of what a query costs is the query.
  private static final int KEYS_MAX = 16;

  /// From so many on that is less work than to ask for each.
  private static final int TOGETHER_MIN = 4;

  /// What a message is told from others by: no two users share a message id.
  record Key(UUID user, UUID messageId) {}

  private final PreparedStatement one;
  private final PreparedStatement many;

  RepetitionLookUp(Statements statements) throws SQLException {
    one = statements.prepare(query(1));
    many = statements.prepare(query(KEYS_MAX));
  }

  /// The room is the first parameter; the keys' users and message ids follow.
  private static String query(int keys) {
    return "SELECT user, message_id, key, fingerprint, text IS NULL FROM (VALUES "
        + IntStream.rangeClosed(1, keys)
            .mapToObj(key -> "(?%d, ?%d)".formatted(2 * key, 2 * key + 1))
            .collect(Collectors.joining(", "))
        + ") CROSS JOIN event ON user = column1 AND message_id = column2 AND room = ?1";
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
    int from = 0;
    while (from < keys.size()) {
      int left = keys.size() - from;
      int count = left < TOGETHER_MIN ? 1 : Math.min(left, KEYS_MAX);
      lookUpInto(found, room, keys.subList(from, from + count));
      from += count;
    }
    return found;
  }

  private void lookUpInto(Map<Key, Recorded> found, long room, List<Key> keys) throws SQLException {
    PreparedStatement recorded = keys.size() == 1 ? one : many;
    // Keys that are not needed stay null, which equals nothing.
    recorded.clearParameters();
    recorded.setLong(1, room);
    int parameter = 1;
    for (Key key : keys) {
      recorded.setBytes(++parameter, Columns.bytes(key.user()));
      recorded.setBytes(++parameter, Columns.bytes(key.messageId()));
    }
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
