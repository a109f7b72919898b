package gochat.session;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import gochat.checker.Event;
import gochat.checker.History;
import gochat.checker.HistoryRecorder;
import gochat.checker.Invariant;
import gochat.checker.Invariant.Violation;
import gochat.checker.Loss;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Role;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.room.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The history of a run of [World], with its violations.
final class RunHistory {
  /// Nothing is too slow here unless it never ends.
  private static final History.Bounds BOUNDS =
      new History.Bounds(Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 0, false);

  private final List<Violation> violations = new ArrayList<>();
  private long moment;
  private final HistoryRecorder recorder = new HistoryRecorder(() -> moment++);

  HistoryRecorder recorder() {
    return recorder;
  }

  void tick() {
    moment++;
  }

  void violated(Invariant invariant, String sentence) {
    violations.add(new Violation(invariant, sentence));
  }

  List<Violation> violations() {
    return violations;
  }

  /// Whether the clients of the open streams know the read markers and the presence.
  boolean isSettled(Set<String> online) {
    return recorder.unsettled(online).isEmpty();
  }

  /// Checks the history of the logs, which end on `disk`.
  void judge(Disk disk, Set<String> online) {
    Set<String> privateRooms =
        disk.rooms().stream()
            .filter(room ->
                !room.equals(RoomId.LOBBY)
                    && !room.equals(RoomId.AUDIT)
                    && !room.value().equals("public"))
            .map(RoomId::value)
            .collect(toSet());
    History.End end = new History.End(online, moment, 0);
    violations.addAll(
        recorder.history(recorder.streams(), logs(disk), privateRooms, end, BOUNDS).violations());
    auditRights(disk);
  }

  private void auditRights(Disk disk) {
    for (RoomId room : disk.rooms()) {
      RightsAudit.of(room, disk.log(room), disk.floor(room).head())
          .forEach(wrong -> violated(Invariant.RIGHTFUL, wrong));
    }
    EntriesAudit.of(disk).forEach(wrong -> violated(Invariant.AUDITED, wrong));
  }

  private static Map<String, List<Event>> logs(Disk disk) {
    Map<String, List<Event>> logs = History.logs(disk.contents(), disk.rooms());
    logs.replaceAll((room, kept) -> behindRemoved(disk, new RoomId(room), kept));
    return logs;
  }

  private static List<Event> behindRemoved(Disk disk, RoomId room, List<Event> kept) {
    List<Event> log = new ArrayList<>();
    disk.removed(room).forEach(entry -> log.add(Event.of(room, disk.epoch(), entry)));
    log.addAll(kept);
    return log;
  }

  /// What is `left` takes the place of the logs on `lost`.
  void lost(Disk lost, Disk left) {
    auditRights(lost);
    Map<String, Long> heads = left.rooms().stream().collect(toMap(RoomId::value, left::head));
    recorder.lost(new Loss(lost.epoch(), logs(lost), heads, recorder.now()));
    for (RoomId room : left.rooms()) {
      recorder.removed(room.value(), left.floor(room).head());
    }
  }

  /// Goes through a room's log and checks that each author had the right to the event at that time.
  private static final class RightsAudit {
    private record MessageKey(UUID user, UUID messageId) {}

    private final Room before;
    private final List<LogEntry> log;
    private final long floor;
    private final Map<MessageKey, Long> messageIds = new HashMap<>();
    private final Set<Long> deleted = new HashSet<>();

    private RightsAudit(RoomId id, List<LogEntry> log, long floor) {
      before = new Room(RoomSnapshot.empty(id));
      this.log = log;
      this.floor = floor;
    }

    /// The events of `log` without a right, in sentences.
    static List<String> of(RoomId room, List<LogEntry> log, long floor) {
      RightsAudit audit = new RightsAudit(room, log, floor);
      List<String> wrong = new ArrayList<>();
      for (LogEntry entry : log) {
        if (!audit.isRightful(entry.event())) {
          wrong.add(room + ": the author had no right to " + entry);
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
                && !isTooEarly(posted)
                && (posted.messageId() == null
                    || isNew(new MessageKey(author.user(), posted.messageId())));
        case RoomEvent.Edited edited ->
            mayWrite && isBy(author, edited.message()) && !deleted.contains(edited.message());
        case RoomEvent.Deleted gone ->
            deleted.add(gone.message())
                && (isBy(author, gone.message()) || isAtLeast(Role.MODERATOR, author));
        case RoomEvent.ReactionAdded added -> mayWrite && !deleted.contains(added.message());
        case RoomEvent.ReactionRemoved removed ->
            before.isReadableBy(author.user(), author.standing())
                && !deleted.contains(removed.message());
        case RoomEvent.Pinned pin ->
            mayPin(author) && !deleted.contains(pin.message()) && !isPinned(pin.message());
        case RoomEvent.Unpinned unpin -> mayPin(author) && isPinned(unpin.message());
        case RoomEvent.Created _, RoomEvent.DirectOpened _ -> before.kind() == null;
        case RoomEvent.Joined(_, _, var member, _) ->
            !before.isBanned(member.user())
                && (member.user().equals(author.user())
                    ? before.kind() == RoomKind.PUBLIC
                    : isMember(author.user()) || isAtLeast(Role.OWNER, author));
        case RoomEvent.Left _ -> isMember(author.user());
        case RoomEvent.Kicked(_, _, var member, _) -> outranks(author, member.user());
        case RoomEvent.Banned(_, _, var member, var formerRole, _, _) ->
            outranks(author, member.user()) && (formerRole != null) == isMember(member.user());
        case RoomEvent.Muted(_, _, var member, _, _) -> outranks(author, member.user());
        case RoomEvent.Unbanned end ->
            isAtLeast(Role.MODERATOR, author) || isDue(end, before.ban(end.member().user()));
        case RoomEvent.Unmuted end ->
            isAtLeast(Role.MODERATOR, author) || isDue(end, before.mute(end.member().user()));
        case RoomEvent.TopicChanged _, RoomEvent.SlowModeChanged _ ->
            isAtLeast(Role.MODERATOR, author);
        case RoomEvent.Renamed _, RoomEvent.RetentionChanged _, RoomEvent.RoleChanged _ ->
            isAtLeast(Role.OWNER, author);
        // The rights of its author are those in another room.
        case RoomEvent.Audited _ -> before.kind() == RoomKind.AUDIT;
        case RoomEvent.GuestRegistered _ ->
            before.kind() == RoomKind.LOBBY || isMember(author.user());
        case RoomEvent.Redacted _ -> false;
      };
    }

    /// Whether the server has recorded an end that had come.
    private static boolean isDue(RoomEvent end, @Nullable Measure measure) {
      return end.author().equals(Author.NONE) && measure != null && measure.isDue(end.atMs());
    }

    /// Whether no other message that is kept has the id.
    private boolean isNew(MessageKey key) {
      Long before = messageIds.put(key, this.before.head() + 1);
      return before == null || before <= floor;
    }

    /// Whether the room's slow mode has let its author wait too short a time. Messages that are no
    /// longer kept don't count.
    private boolean isTooEarly(RoomEvent.Posted posted) {
      SlowMode slowMode = before.slowMode();
      return slowMode.isOn()
          && !isAtLeast(Role.MODERATOR, posted.author())
          && log.stream()
              .filter(earlier ->
                  earlier.seq() > Math.max(slowMode.since(), floor)
                      && earlier.seq() <= before.head()
                      && earlier.event().atMs() > posted.atMs() - slowMode.intervalMs())
              .anyMatch(earlier ->
                  earlier.event() instanceof RoomEvent.Posted other
                      && other.author().user().equals(posted.author().user()));
    }

    private boolean mayPin(Author author) {
      return before.kind() == RoomKind.DIRECT
          ? isMember(author.user())
          : isAtLeast(Role.MODERATOR, author);
    }

    private boolean isPinned(long message) {
      return before.pinned().contains(message);
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
      Role role = roleOf(author);
      Role rank = other == null ? Role.MEMBER : other.role();
      return hasAllRights(author) || (role != null && role.compareTo(rank) > 0);
    }

    private boolean isAtLeast(Role least, Author author) {
      Role role = roleOf(author);
      return role != null && role.compareTo(least) >= 0;
    }

    private @Nullable Role roleOf(Author author) {
      Member member = before.member(author.user());
      return hasAllRights(author) ? Role.OWNER : member == null ? null : member.role();
    }

    /// Whether `author` is an administrator in a room where administrators have all rights.
    private boolean hasAllRights(Author author) {
      return author.standing() == Standing.ADMINISTRATOR
          && (before.kind() == RoomKind.LOBBY || before.kind() == RoomKind.PUBLIC);
    }
  }
}
