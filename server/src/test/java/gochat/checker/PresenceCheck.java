package gochat.checker;

import static gochat.checker.Invariant.TOLD_ONCE;

import gochat.checker.Operation.SetAway;
import gochat.checker.Stream.Presence;
import gochat.checker.Stream.PresenceTold;
import java.util.List;

/// A stream is told that a user has turned away as often as that happened, at most: a slow one is
/// told the latest only. Users who turn away do so on one device.
final class PresenceCheck {
  private final History history;

  PresenceCheck(History history) {
    this.history = history;
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      // A client that reconnects is told anew each time.
      if (!stream.isResuming()) {
        stream.watched().forEach(user -> check(stream, user, found));
      }
    }
  }

  private void check(Stream stream, String user, List<Violation> found) {
    List<PresenceTold> told =
        stream.all(PresenceTold.class).stream().filter(frame -> frame.user().equals(user)).toList();
    List<Operation> turns =
        history.operations().stream()
            .filter(operation -> operation.user().equals(user))
            .filter(operation -> operation.request() instanceof SetAway(boolean isAway) && isAway)
            .filter(
                operation -> !operation.hasFailed() && operation.completedAt() >= stream.openedAt())
            .toList();
    // What it is told first was so before.
    int count = !told.isEmpty() && told.getFirst().presence() == Presence.AWAY ? -1 : 0;
    for (PresenceTold frame : told) {
      if (frame.presence() != Presence.AWAY) {
        continue;
      }
      count++;
      long turned = turns.stream().filter(turn -> turn.invokedAt() <= frame.at()).count();
      if (count > turned) {
        found.add(
            new Violation(
                TOLD_ONCE,
                "%s was told %d times that %s turned away, who had done so %d times, at %s"
                    .formatted(stream.id(), count, user, turned, frame)));
        return;
      }
    }
  }
}
