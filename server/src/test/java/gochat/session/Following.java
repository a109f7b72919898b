package gochat.session;

import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.session.FollowWishes.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one stream was told of one room, from [Item.Followed] to [Item.Unfollowed].
final class Following {
  final Item.Followed start;
  final RoomId room;
  private final UUID user;
  private final @Nullable Cursor wanted;

  /// The room's head when the stream was opened.
  private final long headBefore;

  private final List<LogEntry> entries = new ArrayList<>();
  private long position;
  private boolean isCaughtUp;
  private Item.@Nullable Unfollowed end;

  /// @param wanted the cursor with which the stream was opened, null when the room came without one
  Following(Item.Followed start, UUID user, @Nullable Cursor wanted, long headBefore) {
    this.start = start;
    this.room = start.listing().room();
    this.user = user;
    this.wanted = wanted;
    this.headBefore = headBefore;
    position = start.after();
  }

  long position() {
    return position;
  }

  boolean isCaughtUp() {
    return isCaughtUp;
  }

  /// Whether the user was a member when it began: for others markers begin when they become one.
  boolean isOfMember() {
    return room.equals(RoomId.LOBBY) || start.listing().role() != null;
  }

  /// Whether the stream has caught up only when this has.
  boolean isAwaited() {
    return wanted != null || room.equals(RoomId.LOBBY);
  }

  boolean isOver() {
    return end != null;
  }

  /// @return whether the seq is the next one
  boolean add(LogEntry entry) {
    boolean isNext = entry.seq() == position + 1;
    entries.add(entry);
    position = entry.seq();
    return isNext;
  }

  /// @param catchUpMax how many missed events were wanted at most
  boolean skip(Item.Gap gap, int catchUpMax) {
    boolean isDue =
        wanted != null
            && entries.isEmpty()
            && gap.from() == position + 1
            && gap.to() >= gap.from()
            && gap.to() == start.listing().head() - catchUpMax;
    position = gap.to();
    return isDue;
  }

  boolean caughtUp(long seq) {
    boolean isDue = !isCaughtUp && seq == position && seq >= start.listing().head();
    isCaughtUp = true;
    return isDue;
  }

  void end(Item.Unfollowed unfollowed) {
    end = unfollowed;
  }

  /// What is wrong with it, now that the logs of its time are known.
  List<String> check(Chronicle chronicle) {
    List<LogEntry> log = chronicle.log(room);
    List<String> wrong = new ArrayList<>();
    checkStart(chronicle, wrong);
    LogEntry departure = departure(log);
    for (LogEntry entry : entries) {
      if (entry.seq() > log.size() || !isAsRecorded(entry, log)) {
        wrong.add("saw " + entry + ", which is not what the log holds");
      }
      if (departure != null && entry.seq() > departure.seq()) {
        wrong.add("saw " + entry + " behind " + departure);
      }
    }
    if (end != null && !isDue(end, log)) {
      wrong.add("was told " + end + ", which did not happen");
    }
    return wrong;
  }

  private void checkStart(Chronicle chronicle, List<String> wrong) {
    long after = start.after();
    if (!chronicle.isReadable(room, start.listing().head(), user)) {
      wrong.add("was told of a room that it may not read: " + start);
    }
    if (wanted != null) {
      if (after != (wanted.epoch() == chronicle.epoch() ? wanted.seq() : 0)) {
        wrong.add("wanted " + wanted + " and got " + start);
      }
    } else if (after != start.listing().head() && !isArrival(chronicle.log(room), after)) {
      wrong.add("follows from neither the end nor its arrival: " + start);
    }
  }

  private boolean isArrival(List<LogEntry> log, long after) {
    return after < log.size() && log.get((int) after).event().arrived().contains(user);
  }

  /// The first event by which the user ceased to be what it was when it was told of the room.
  private @Nullable LogEntry departure(List<LogEntry> log) {
    return departures(log).findFirst().orElse(null);
  }

  private Stream<LogEntry> departures(List<LogEntry> log) {
    return log.stream()
        .skip(start.listing().head())
        .filter(entry -> user.equals(entry.event().departed()));
  }

  private boolean isDue(Item.Unfollowed end, List<LogEntry> log) {
    return departures(log)
        .anyMatch(departure ->
            switch (end.reason()) {
              case LEFT -> departure.event() instanceof RoomEvent.Left;
              case KICKED -> departure.event() instanceof RoomEvent.Kicked;
              case BANNED -> departure.event() instanceof RoomEvent.Banned;
              case NOT_FOUND -> true;
            });
  }

  private boolean isAsRecorded(LogEntry seen, List<LogEntry> log) {
    LogEntry recorded = log.get((int) seen.seq() - 1);
    return (seen.equals(recorded) && !isErasedBefore(recorded, log))
        || (seen.equals(recorded.redacted()) && isErased(recorded, log.size(), log));
  }

  /// Whether its text was erased before the stream was opened.
  private boolean isErasedBefore(LogEntry entry, List<LogEntry> log) {
    return isErased(entry, headBefore, log);
  }

  private static boolean isErased(LogEntry entry, long upTo, List<LogEntry> log) {
    return log.stream().limit(upTo).anyMatch(later -> isErased(entry, later));
  }

  /// As docs/delivery.md says it, whatever the server makes of that.
  private static boolean isErased(LogEntry entry, LogEntry later) {
    long message =
        switch (entry.event()) {
          case RoomEvent.Posted _ -> entry.seq();
          case RoomEvent.Edited edited -> edited.message();
          case RoomEvent.ReactionAdded added -> added.message();
          case RoomEvent.ReactionRemoved removed -> removed.message();
          default -> 0;
        };
    boolean hasTopic =
        entry.event() instanceof RoomEvent.TopicChanged
            || entry.event() instanceof RoomEvent.Created;
    return switch (later.event()) {
      case RoomEvent.Deleted gone -> gone.message() == message;
      case RoomEvent.TopicChanged _ -> hasTopic && entry.seq() < later.seq();
      default -> false;
    };
  }
}
