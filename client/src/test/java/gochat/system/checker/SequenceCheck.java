package gochat.system.checker;

import static gochat.system.checker.Invariant.IN_SEQUENCE;

import gochat.system.checker.Stream.CaughtUp;
import gochat.system.checker.Stream.Cursor;
import gochat.system.checker.Stream.Followed;
import gochat.system.checker.Stream.Frame;
import gochat.system.checker.Stream.Gap;
import gochat.system.checker.Stream.Happened;
import gochat.system.checker.Stream.MarkerFound;
import gochat.system.checker.Stream.MarkerMoved;
import gochat.system.checker.Stream.Overheard;
import gochat.system.checker.Stream.PresenceTold;
import gochat.system.checker.Stream.Reset;
import gochat.system.checker.Stream.Unfollowed;
import gochat.system.checker.Stream.Whispered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Each stream of the v1 API brings each room from the client's cursor on, one event after the
/// other.
final class SequenceCheck {
  private final History history;

  SequenceCheck(History history) {
    this.history = history;
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      Walk walk = new Walk(stream);
      for (Frame frame : stream.frames()) {
        String problem = walk.step(frame);
        if (problem != null) {
          found.add(new Violation(IN_SEQUENCE, stream.id() + ": " + problem + ", at " + frame));
          break;
        }
      }
    }
  }

  private static final class Walk {
    private final Stream stream;
    private final Map<String, Cursor> positions = new HashMap<>();
    private final Set<String> reset = new HashSet<>();

    /// Rooms whose cursor was used up: what is followed later is followed for another reason.
    private final Set<String> begun = new HashSet<>();

    Walk(Stream stream) {
      this.stream = stream;
    }

    /// @return what is wrong, null when nothing is
    @Nullable String step(Frame frame) {
      return switch (frame) {
        case Followed followed -> follow(followed);
        case Unfollowed(_, String room) -> {
          begun.add(room);
          positions.remove(room);
          yield null;
        }
        case Reset(_, String room, _) -> {
          reset.add(room);
          yield null;
        }
        case Gap gap -> skip(gap);
        case Happened(_, Event event) -> advance(event);
        case CaughtUp(_, String room, long seq) -> {
          Cursor position = positions.get(room);
          yield position != null && position.seq() == seq
              ? null
              : "caught up with " + position + " behind";
        }
        case Overheard _, Whispered _, MarkerFound _, MarkerMoved _, PresenceTold _ -> null;
      };
    }

    private @Nullable String follow(Followed followed) {
      String room = followed.room();
      Cursor position = positions.get(room);
      boolean isFirst = begun.add(room);
      Cursor kept = position == null && isFirst ? stream.cursors().get(room) : position;
      positions.put(room, new Cursor(followed.epoch(), followed.seq()));
      if (kept == null) {
        return null;
      }
      boolean isSameLog = kept.epoch() == 0 || kept.epoch() == followed.epoch();
      if (!isSameLog) {
        boolean isTold = reset.remove(room);
        return isTold && followed.seq() == 0 ? null : "another log without a reset";
      }
      return kept.seq() == followed.seq() ? null : "followed from elsewhere than " + kept;
    }

    private @Nullable String skip(Gap gap) {
      Cursor position = positions.get(gap.room());
      if (position == null || gap.fromSeq() != position.seq() + 1 || gap.toSeq() < gap.fromSeq()) {
        return "a gap behind " + position;
      }
      positions.put(gap.room(), new Cursor(position.epoch(), gap.toSeq()));
      return null;
    }

    private @Nullable String advance(Event event) {
      Cursor position = positions.get(event.room());
      if (position == null) {
        return "an event of a room that is not followed";
      }
      if (event.seq() != position.seq() + 1 || event.epoch() != position.epoch()) {
        return "an event behind " + position;
      }
      positions.put(event.room(), new Cursor(event.epoch(), event.seq()));
      return null;
    }
  }
}
