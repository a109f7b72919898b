package gochat.session;

import static java.util.stream.Collectors.toSet;

import gochat.checker.Event;
import gochat.checker.History;
import gochat.checker.HistoryRecorder;
import gochat.checker.Invariant;
import gochat.checker.Invariant.Violation;
import gochat.checker.Operation;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.Stored;
import gochat.checker.Settlement;
import gochat.room.RoomId;
import gochat.wire.HistoryEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The history of a run of [World], with its violations. A checker's history covers one incarnation
/// of the logs: when a backup is restored, one history ends and the next begins with the events of
/// the backup.
final class RunHistory {
  /// Nothing is too slow here unless it never ends.
  private static final History.Bounds BOUNDS =
      new History.Bounds(Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 0, false);

  private final List<Violation> violations = new ArrayList<>();
  private long moment;
  private HistoryRecorder recorder = newRecorder();

  private HistoryRecorder newRecorder() {
    return new HistoryRecorder(() -> moment++);
  }

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
    return new Settlement(recorder.operations(), recorder.streams(), online).violations().isEmpty();
  }

  /// Checks the history of the logs on `disk`.
  void judge(Disk disk, Set<String> online) {
    Map<String, List<Event>> logs = HistoryEvents.logs(disk.store().journal(), disk.rooms());
    Set<String> privateRooms =
        disk.rooms().stream()
            .filter(room -> !room.equals(RoomId.LOBBY) && !room.value().equals("public"))
            .map(RoomId::value)
            .collect(toSet());
    History.End end = new History.End(online, moment, 0);
    violations.addAll(
        recorder.history(recorder.streams(), logs, privateRooms, end, BOUNDS).violations());
    for (RoomId room : disk.rooms()) {
      RightsAudit.of(room, disk.log(room)).forEach(wrong -> violated(Invariant.RIGHTFUL, wrong));
    }
  }

  /// Begins the history that follows a restored backup.
  void goOn(Disk backup) {
    List<Operation> before = recorder.operations();
    recorder = newRecorder();
    before.stream()
        .filter(Operation::isOfLog)
        .map(operation -> restored(operation, backup))
        .forEach(recorder::add);
  }

  private static Operation restored(Operation operation, Disk backup) {
    Operation.Result result = operation.result();
    if (result instanceof Stored(_, long seq)) {
      boolean isKept = seq <= backup.head(new RoomId(operation.request().room()));
      result =
          isKept ? new Stored(backup.epoch(), seq) : new Refused("the backup does not have it");
    }
    return new Operation(
        operation.user(),
        operation.stream() + " before epoch " + backup.epoch(),
        operation.request(),
        operation.invokedAt(),
        operation.completedAt(),
        result);
  }
}
