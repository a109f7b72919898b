package gochat.store.sqlite;

import gochat.account.UserName;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.Known.NameClaim;
import gochat.room.Recorded;
import gochat.room.RoomId;
import gochat.room.RoomName;
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

/// Finds what a decision needs to know; used by one thread at a time.
final class LookUp {
  private final LogReader log;
  private final RepetitionLookUp repetitions;
  private final PreparedStatement target;
  private final PreparedStatement hasReacted;
  private final PreparedStatement isLookTaken;

  /// @param log over the same connection
  LookUp(Statements statements, LogReader log) throws SQLException {
    this.log = log;
    repetitions = new RepetitionLookUp(statements);
    target =
        statements.prepare(
            "SELECT user, thread, text IS NULL FROM event WHERE key = ? AND kind = "
                + EventKind.POSTED);
    hasReacted =
        statements.prepare(
            "SELECT 1 FROM reaction WHERE message = ? AND "
                + Columns.REACTION
                + " = ? AND user = ?");
    isLookTaken =
        statements.prepare("SELECT 1 FROM room_skeleton WHERE skeleton = ? AND room <> ?");
  }

  List<Known> lookUp(RoomId id, List<Command> commands) throws SQLException {
    boolean refersToLog = commands.stream().anyMatch(Command::refersToLog);
    long room = refersToLog ? log.roomKey(id) : LogReader.NO_ROOM;
    var repeated = repetitions.lookUp(room, commands);
    List<Known> known = new ArrayList<>(commands.size());
    for (Command command : commands) {
      known.add(command.refersToLog() ? lookUp(room, command, repeated) : Known.NOTHING);
    }
    return known;
  }

  private Known lookUp(long room, Command command, Map<RepetitionLookUp.Key, Recorded> repeated)
      throws SQLException {
    return switch (command) {
      case Command.Post post ->
          new Known(repetition(post, repeated), target(room, post.replyTo()), false, null);
      case Command.Edit edit -> new Known(null, target(room, edit.message()), false, null);
      case Command.Delete delete -> new Known(null, target(room, delete.message()), false, null);
      case Command.React react ->
          new Known(null, target(room, react.message()), hasReacted(room, react), null);
      case Command.Create create -> new Known(null, null, false, claim(room, create.name()));
      case Command.Rename rename -> new Known(null, null, false, claim(room, rename.name()));
      case Command.Whisper _,
          Command.OpenDirect _,
          Command.ChangeTopic _,
          Command.Join _,
          Command.Leave _,
          Command.Invite _,
          Command.Kick _,
          Command.Ban _,
          Command.Unban _,
          Command.Mute _,
          Command.Unmute _,
          Command.SetRole _ ->
          Known.NOTHING;
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
      return rows.next()
          ? new Target(Columns.uuid(rows, 1), EventKey.seq(rows.getLong(2)), rows.getBoolean(3))
          : null;
    }
  }

  private boolean hasReacted(long room, Command.React react) throws SQLException {
    if (!EventKey.isSeq(react.message())) {
      return false;
    }
    Author author = react.author();
    hasReacted.setLong(1, EventKey.of(room, react.message()));
    hasReacted.setString(2, react.reaction());
    hasReacted.setBytes(3, Columns.bytes(author.user()));
    return exists(hasReacted);
  }

  private NameClaim claim(long room, RoomName name) throws SQLException {
    Set<String> looks = UserName.stored(name.shown()).skeletons();
    boolean isTaken = false;
    for (String look : looks) {
      isLookTaken.setString(1, look);
      isLookTaken.setLong(2, room);
      isTaken |= exists(isLookTaken);
    }
    return new NameClaim(looks, isTaken);
  }

  private static boolean exists(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      return rows.next();
    }
  }
}
