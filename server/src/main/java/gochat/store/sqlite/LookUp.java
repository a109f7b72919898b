package gochat.store.sqlite;

import gochat.account.UserName;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.Recorded;
import gochat.room.RoomId;
import gochat.room.Target;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks up what decisions need from the logs. Not thread-safe.
final class LookUp {
  private final LogReader log;
  private final RepetitionLookUp repetitions;
  private final PreparedStatement target;
  private final PreparedStatement isGiven;
  private final PreparedStatement isLookTaken;

  /// @param log on the same connection
  LookUp(Statements statements, LogReader log) throws SQLException {
    this.log = log;
    repetitions = new RepetitionLookUp(statements);
    target =
        statements.prepare(
            "SELECT "
                + EventRow.COLUMNS
                + " FROM event WHERE key = ? AND kind = "
                + EventKind.POSTED.number);
    isGiven =
        statements.prepare(
            "SELECT 1 FROM reaction WHERE message = ? AND "
                + Columns.REACTION
                + " = ? AND user = ? AND "
                + CheckedTable.REACTION.intact("reaction"));
    isLookTaken =
        statements.prepare(
            "SELECT 1 FROM room_skeleton WHERE skeleton = ? AND room <> ? AND "
                + CheckedTable.ROOM_SKELETON.intact("room_skeleton"));
  }

  List<Known> lookUp(RoomId id, List<Command> commands) throws SQLException {
    long room = log.roomKey(id);
    var repeated = repetitions.lookUp(room, commands);
    List<Known> known = new ArrayList<>(commands.size());
    for (Command command : commands) {
      known.add(lookUp(room, command, repeated));
    }
    return known;
  }

  private Known lookUp(long room, Command command, Map<RepetitionLookUp.Key, Recorded> repeated)
      throws SQLException {
    return switch (command) {
      case Command.ByState plain -> new Known.Nothing(plain);
      case Command.Post post ->
          new Known.OfPost(post, repetition(post, repeated), target(room, post.replyTo()));
      case Command.OnMessage change -> new Known.OfMessage(change, target(room, change.message()));
      case Command.React react ->
          new Known.OfReaction(react, target(room, react.message()), isGiven(room, react));
      case Command.Naming naming -> claim(room, naming);
    };
  }

  private static @Nullable Recorded repetition(
      Command.Post post, Map<RepetitionLookUp.Key, Recorded> repeated) {
    UUID messageId = post.messageId();
    return messageId == null
        ? null
        : repeated.get(new RepetitionLookUp.Key(post.author().user(), messageId));
  }

  private @Nullable Target target(long room, long message) throws SQLException {
    if (!EventKey.isSeq(message)) {
      return null;
    }
    target.setLong(1, EventKey.of(room, message));
    try (ResultSet rows = target.executeQuery()) {
      if (!rows.next()) {
        return message <= log.floor(room).seq() ? Target.REMOVED : null;
      }
      EventRow row = log.row(rows);
      return new Target(row.author().person(), row.thread(), row.isErased());
    }
  }

  private boolean isGiven(long room, Command.React react) throws SQLException {
    if (!EventKey.isSeq(react.message())) {
      return false;
    }
    Author author = react.author();
    isGiven.setLong(1, EventKey.of(room, react.message()));
    isGiven.setString(2, react.reaction());
    isGiven.setBytes(3, Columns.bytes(author.user()));
    return exists(isGiven);
  }

  private Known claim(long room, Command.Naming naming) throws SQLException {
    Set<String> looks = UserName.stored(naming.name().shown()).skeletons();
    boolean isTaken = false;
    for (String look : looks) {
      isLookTaken.setString(1, look);
      isLookTaken.setLong(2, room);
      isTaken |= exists(isLookTaken);
    }
    return new Known.OfName(naming, looks, isTaken);
  }

  private static boolean exists(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      return rows.next();
    }
  }
}
