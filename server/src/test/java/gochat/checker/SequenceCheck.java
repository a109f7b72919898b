package gochat.checker;

import static gochat.checker.Invariant.HEAD_REACHED;
import static gochat.checker.Invariant.IN_SEQUENCE;

import gochat.checker.Event.Arrived;
import gochat.checker.Event.Departed;
import gochat.checker.Invariant.Violation;
import gochat.checker.Memberships.Membership;
import gochat.checker.Stream.AllCaughtUp;
import gochat.checker.Stream.CaughtUp;
import gochat.checker.Stream.Cursor;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.From;
import gochat.checker.Stream.Gap;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.MarkerFound;
import gochat.checker.Stream.MarkerMoved;
import gochat.checker.Stream.Overheard;
import gochat.checker.Stream.PresenceTold;
import gochat.checker.Stream.Removed;
import gochat.checker.Stream.Reset;
import gochat.checker.Stream.Unfollowed;
import gochat.checker.Stream.Whispered;
import gochat.checker.Stream.Wishes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Each stream of the v1 API brings each room from the client's cursor on, one event after the
/// other, and soon up to the head.
final class SequenceCheck {
  private final History history;
  private final Memberships memberships;

  SequenceCheck(History history, Memberships memberships) {
    this.history = history;
    this.memberships = memberships;
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      Walk walk = new Walk(stream);
      boolean isInSequence = true;
      for (Frame frame : stream.frames()) {
        String problem = walk.step(frame);
        if (problem != null && isInSequence) {
          found.add(new Violation(IN_SEQUENCE, stream.id() + ": " + problem + ", at " + frame));
          isInSequence = false;
        }
      }
      if (!stream.isSeed() && history.end().online().contains(stream.id())) {
        checkHeads(stream, walk.positions, found);
        checkTime(stream, found);
      }
    }
  }

  private void checkHeads(Stream stream, Map<String, Cursor> positions, List<Violation> found) {
    history
        .logs()
        .forEach((room, log) -> {
          Cursor position = positions.get(room);
          boolean isMember =
              room.equals(History.LOBBY)
                  || memberships.of(room, stream.user()).stream().anyMatch(Membership::isOpen);
          if (isMember && (position == null || position.seq() != log.size())) {
            found.add(
                new Violation(
                    HEAD_REACHED,
                    "%s of %s ended at %s of %s, whose head is %d"
                        .formatted(stream.id(), stream.user(), position, room, log.size())));
          }
        });
  }

  private void checkTime(Stream stream, List<Violation> found) {
    long healedAt = history.end().healedAt();
    stream.all(Happened.class).stream()
        .filter(happened -> happened.at() > healedAt + history.bounds().reachHead())
        .findFirst()
        .ifPresent(late ->
            found.add(
                new Violation(
                    HEAD_REACHED,
                    "%s came %d after the last fault".formatted(late, late.at() - healedAt))));
  }

  /// One stream, frame by frame.
  private final class Walk {
    private final Stream stream;
    private final Wishes wishes;
    private final Map<String, Cursor> positions = new HashMap<>();

    /// Rooms whose last event was the departure of the user. A client that is not told that the
    /// stream no longer follows them, because it loses its connection before, keeps its cursor.
    private final Set<String> left = new HashSet<>();

    /// By room: its head when the stream began to follow it.
    private final Map<String, Long> heads = new HashMap<>();

    private final Set<String> reset = new HashSet<>();

    /// Rooms whose cursor is used: later the stream follows them for another reason.
    private final Set<String> begun = new HashSet<>();

    /// Rooms with which the stream has to catch up before it says that it has.
    private final Set<String> awaited = new HashSet<>();

    Walk(Stream stream) {
      this.stream = stream;
      wishes = stream.wishes();
    }

    /// @return the problem, null when there is none
    @Nullable String step(Frame frame) {
      return switch (frame) {
        case Followed followed -> follow(followed);
        case Unfollowed(_, String room) -> unfollow(room);
        case Reset(_, String room, _) -> {
          boolean hasCursor = positions.containsKey(room) || wishes.cursors().containsKey(room);
          yield hasCursor && reset.add(room) ? null : "a reset without a cursor";
        }
        case Gap gap -> skip(gap);
        case Removed removed -> pass(removed);
        case Happened(_, Event event) -> advance(event);
        case CaughtUp(_, String room, long seq) -> {
          Cursor position = positionIn(room);
          awaited.remove(room);
          yield position != null && position.seq() == seq && seq >= heads.getOrDefault(room, 0L)
              ? null
              : "caught up with " + position + " behind";
        }
        case AllCaughtUp _ -> awaited.isEmpty() ? null : "caught up, but not with " + awaited;
        case Overheard _, Whispered _, MarkerFound _, MarkerMoved _, PresenceTold _ -> null;
      };
    }

    private @Nullable String follow(Followed followed) {
      String room = followed.room();
      left.remove(room);
      Cursor position = positions.get(room);
      boolean isFirst = begun.add(room);
      Cursor kept = position == null && isFirst ? wishes.cursors().get(room) : position;
      positions.put(room, new Cursor(followed.epoch(), followed.seq()));
      heads.put(room, followed.head());
      if (isFirst && (kept != null || room.equals(History.LOBBY))) {
        awaited.add(room);
      }
      if (kept == null) {
        return followed.seq() == begin(followed) || isArrival(followed)
            ? null
            : "followed from neither " + wishes.from() + " nor the arrival of the user";
      }
      boolean isSameLog = kept.epoch() == 0 || kept.epoch() == followed.epoch();
      if (!isSameLog) {
        boolean isTold = reset.remove(room);
        return isTold && followed.seq() == 0 ? null : "another log without a reset";
      }
      return kept.seq() == followed.seq() ? null : "followed from elsewhere than " + kept;
    }

    /// Where a room without a cursor begins.
    private long begin(Followed followed) {
      return switch (wishes.from()) {
        case END -> followed.head();
        case START -> 0;
        case JOINED ->
            memberships.of(followed.room(), stream.user()).stream()
                .filter(membership -> membership.covers(followed.head()))
                .mapToLong(Membership::fromSeq)
                .findFirst()
                .orElse(followed.head());
      };
    }

    /// Whether the room begins with the event by which the user joined it meanwhile.
    private boolean isArrival(Followed followed) {
      return history.log(followed.room()).stream()
          .skip(followed.seq())
          .limit(1)
          .anyMatch(event ->
              event.content() instanceof Arrived(var users) && users.contains(stream.user()));
    }

    private @Nullable String unfollow(String room) {
      begun.add(room);
      awaited.remove(room);
      left.remove(room);
      long head = heads.getOrDefault(room, 0L);
      boolean isDue =
          positions.remove(room) == null
              || history.log(room).stream()
                  .skip(head)
                  .anyMatch(event -> event.content().equals(new Departed(stream.user())));
      return isDue ? null : "no longer followed, though the user did not leave after " + head;
    }

    /// The position in a room that is followed, null in another one.
    private @Nullable Cursor positionIn(String room) {
      return left.contains(room) ? null : positions.get(room);
    }

    /// A gap leaves out only missed events that the client does not want.
    private @Nullable String skip(Gap gap) {
      Cursor position = positionIn(gap.room());
      if (position == null || gap.fromSeq() != position.seq() + 1 || gap.toSeq() < gap.fromSeq()) {
        return "a gap behind " + position;
      }
      boolean isWanted =
          stream.isResuming()
              || (wishes.catchUpMax() > 0
                  && (wishes.cursors().containsKey(gap.room()) || wishes.from() != From.END)
                  && gap.toSeq() == heads.getOrDefault(gap.room(), 0L) - wishes.catchUpMax());
      positions.put(gap.room(), new Cursor(position.epoch(), gap.toSeq()));
      return isWanted ? null : "a gap that was not asked for";
    }

    /// Removed events are announced at once, from the first one of the log on.
    private @Nullable String pass(Removed removed) {
      Cursor position = positionIn(removed.room());
      if (position == null || removed.fromSeq() != 1 || removed.toSeq() <= position.seq()) {
        return "a removal behind " + position;
      }
      positions.put(removed.room(), new Cursor(position.epoch(), removed.toSeq()));
      return removed.toSeq() <= history.floor(removed.room()) ? null : "a removal above the floor";
    }

    private @Nullable String advance(Event event) {
      Cursor position = positionIn(event.room());
      if (position == null) {
        return "an event of a room that is not followed";
      }
      boolean isNext = event.seq() == position.seq() + 1 && event.epoch() == position.epoch();
      boolean isNews = event.seq() > heads.getOrDefault(event.room(), 0L);
      if (isNews && event.content().equals(new Departed(stream.user()))) {
        left.add(event.room());
      }
      positions.put(event.room(), new Cursor(event.epoch(), event.seq()));
      return isNext ? null : "an event behind " + position;
    }
  }
}
