package gochat.checker;

import static gochat.checker.Invariant.MEMBERS_ONLY;

import gochat.checker.Invariant.Violation;
import gochat.checker.Memberships.Membership;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.Page;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.Happened;
import java.util.List;

/// Only members of a private room get anything of it.
///
/// Frames that were on their way when a membership ended may arrive later. So an event is allowed
/// if the stream was open during a membership that covers its position; a member reads the log from
/// its beginning.
final class MembershipCheck {
  private final History history;
  private final Memberships memberships;

  MembershipCheck(History history, Memberships memberships) {
    this.history = history;
    this.memberships = memberships;
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      for (Frame frame : stream.frames()) {
        boolean isAllowed =
            switch (frame) {
              case Happened(long at, Event event) ->
                  mayRead(event.room(), stream.user(), event.seq(), stream.openedAt(), at);
              case Followed(long at, String room, _, _, _) ->
                  mayRead(room, stream.user(), 0, stream.openedAt(), at);
              case Stream.MarkerFound _,
                  Stream.MarkerMoved _,
                  Stream.PresenceTold _,
                  Stream.Unfollowed _,
                  Stream.CaughtUp _,
                  Stream.AllCaughtUp _,
                  Stream.Gap _,
                  Stream.Reset _,
                  Stream.Overheard _,
                  Stream.Whispered _ ->
                  true;
            };
        if (!isAllowed) {
          found.add(
              new Violation(
                  MEMBERS_ONLY,
                  "%s of %s was told %s; memberships: %s"
                      .formatted(stream.id(), stream.user(), frame, of(frame, stream.user()))));
        }
      }
    }
    history.operations().forEach(operation -> checkPage(operation, found));
  }

  private List<Membership> of(Frame frame, String user) {
    return switch (frame) {
      case Happened(_, Event event) -> memberships.of(event.room(), user);
      case Followed(_, String room, _, _, _) -> memberships.of(room, user);
      default -> List.of();
    };
  }

  private void checkPage(Operation operation, List<Violation> found) {
    if (operation.result() instanceof Page(List<Line> lines)) {
      long newest = lines.isEmpty() ? 0 : lines.getLast().seq();
      if (!mayRead(
          operation.request().room(),
          operation.user(),
          newest,
          operation.invokedAt(),
          operation.completedAt())) {
        found.add(new Violation(MEMBERS_ONLY, "a page for no member: " + operation));
      }
    }
  }

  /// Whether a membership that covers `seq` fell between two moments.
  private boolean mayRead(String room, String user, long seq, long fromAt, long untilAt) {
    return !history.privateRooms().contains(room)
        || memberships.of(room, user).stream()
            .anyMatch(
                membership -> membership.toSeq() >= seq && membership.touches(fromAt, untilAt));
  }
}
