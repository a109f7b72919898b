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

/// Finds recorded messages by their message ids. Not thread-safe.
final class RepetitionLookUp {
  /// The most keys of one query, because most of a query's cost is independent of their number.
  private static final int KEYS_MAX = 16;

  /// The fewest keys for which this query costs less than one query for each key.
  private static final int TOGETHER_MIN = 4;

  /// The identity of a message: message ids are unique for one user.
  record Key(UUID user, UUID messageId) {}

  private final PreparedStatement one;
  private final PreparedStatement many;

  RepetitionLookUp(Statements statements) throws SQLException {
    one = statements.prepare(query(1));
    many = statements.prepare(query(KEYS_MAX));
  }

  /// The first parameter is the room; the keys' users and message ids follow.
  private static String query(int keys) {
    return "SELECT user, message_id, key, fingerprint, text IS NULL FROM (VALUES "
        + IntStream.rangeClosed(1, keys)
            .mapToObj(key -> "(?%d, ?%d)".formatted(2 * key, 2 * key + 1))
            .collect(Collectors.joining(", "))
        + ") CROSS JOIN event ON user = column1 AND message_id = column2 AND room = ?1 AND "
        + CheckedTable.EVENT.intact("event");
  }

  /// The messages with an id among `commands` that the log of `room` has.
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
    // Unused keys stay null, which equals nothing.
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
