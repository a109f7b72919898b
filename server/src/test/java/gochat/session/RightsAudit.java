package gochat.session;

import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Member;
import gochat.room.Role;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Goes through a room's log and asks of each event whether its author had the right to it then.
final class RightsAudit {
  private record MessageKey(UUID user, UUID messageId) {}

  private final Room before;
  private final List<LogEntry> log;
  private final Set<MessageKey> messageIds = new HashSet<>();
  private final Set<Long> deleted = new HashSet<>();

  private RightsAudit(RoomId id, List<LogEntry> log) {
    before = new Room(RoomSnapshot.empty(id), Integer.MAX_VALUE);
    this.log = log;
  }

  /// What is wrong with `log`.
  static List<String> of(RoomId room, List<LogEntry> log) {
    RightsAudit audit = new RightsAudit(room, log);
    List<String> wrong = new ArrayList<>();
    for (LogEntry entry : log) {
      if (!audit.isRightful(entry.event())) {
        wrong.add(room + ": nobody had the right to " + entry);
      }
      audit.before.apply(entry);
    }
    return wrong;
  }

  private boolean isRightful(RoomEvent event) {
    Author author = event.author();
    boolean mayWrite =
        (before.kind() == RoomKind.LOBBY || isMember(author.user()))
            && !before.isMuted(author.user());
    return switch (event) {
      case RoomEvent.Posted posted ->
          mayWrite
              && (posted.messageId() == null
                  || messageIds.add(new MessageKey(author.user(), posted.messageId())));
      case RoomEvent.Edited edited ->
          mayWrite && isBy(author, edited.message()) && !deleted.contains(edited.message());
      case RoomEvent.Deleted gone ->
          deleted.add(gone.message())
              && (isBy(author, gone.message()) || rank(author) >= Role.MODERATOR.ordinal());
      case RoomEvent.ReactionAdded added -> mayWrite && !deleted.contains(added.message());
      case RoomEvent.ReactionRemoved removed ->
          before.isReadableBy(author.user()) && !deleted.contains(removed.message());
      case RoomEvent.Created _, RoomEvent.DirectOpened _ -> before.kind() == null;
      case RoomEvent.Joined(_, _, var member, _) ->
          !before.isBanned(member.user())
              && (member.user().equals(author.user())
                  ? before.kind() == RoomKind.PUBLIC
                  : isMember(author.user()) || rank(author) == Role.OWNER.ordinal());
      case RoomEvent.Left _ -> isMember(author.user());
      case RoomEvent.Kicked(_, _, var member) -> outranks(author, member.user());
      case RoomEvent.Banned(_, _, var member) -> outranks(author, member.user());
      case RoomEvent.Muted(_, _, var member) -> outranks(author, member.user());
      case RoomEvent.Unbanned _, RoomEvent.Unmuted _, RoomEvent.TopicChanged _ ->
          rank(author) >= Role.MODERATOR.ordinal();
      case RoomEvent.Renamed _, RoomEvent.RoleChanged _ -> rank(author) == Role.OWNER.ordinal();
      case RoomEvent.Redacted _ -> false;
    };
  }

  private boolean isMember(UUID user) {
    return before.member(user) != null;
  }

  private boolean isBy(Author author, long message) {
    return log.get((int) message - 1).event() instanceof RoomEvent.Posted posted
        && posted.author().user().equals(author.user());
  }

  private boolean outranks(Author author, UUID user) {
    Member other = before.member(user);
    return isSuper(author)
        || rank(author) > Math.max(0, other == null ? 0 : other.role().ordinal());
  }

  /// An administrator where administrators may do all.
  private boolean isSuper(Author author) {
    return author.standing() == Standing.ADMINISTRATOR
        && (before.kind() == RoomKind.LOBBY || before.kind() == RoomKind.PUBLIC);
  }

  private int rank(Author author) {
    Member member = before.member(author.user());
    return isSuper(author) ? Role.OWNER.ordinal() : member == null ? -1 : member.role().ordinal();
  }
}
