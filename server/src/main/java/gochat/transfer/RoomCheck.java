package gochat.transfer;

import static java.util.Objects.requireNonNull;

import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.Room;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares a room of an export with this server's room of the same id, event by event. A room fits
/// when it is not there, or when the logs are the same as far as both reach.
final class RoomCheck implements RoomVisitor<RoomCheck.Result> {
  /// @param problem the first reason why the room does not fit, null when it fits
  /// @param head the seq of this server's last event of the room, 0 for none
  /// @param newName the name that the room is to get, null when it keeps its name or has none
  record Result(
      @Nullable String problem, long head, @Nullable RoomName newName, boolean isPublic) {}

  private static final int PAGE_ENTRIES = 500;
  private static final int PAGE_BYTES = 256 * 1_024;

  private final ExportLine.Room exported;
  private final StoredLogs logs;

  /// The state in the export after the events so far.
  private final Room replay;

  /// This server's room before the import.
  private final RoomSnapshot here;

  private final Deque<StoredEvent> page = new ArrayDeque<>();
  private @Nullable String problem;

  RoomCheck(ExportLine.Room exported, Store store) {
    this.exported = exported;
    logs = store.logs();
    RoomSnapshot floor = exported.beginning().state();
    replay = new Room(floor);
    here = requireNonNull(store.journal().load(List.of(id())).get(id()));
    if (!isNew() && here.head() < floor.head()) {
      problem =
          "room %s ends here at seq %d, and the export begins at %d: the events between are missing. Import an older export first"
              .formatted(id().value(), here.head(), floor.head() + 1);
    }
    compareStates();
  }

  @Override
  public RoomId id() {
    return exported.id();
  }

  private boolean isNew() {
    return here.head() == 0;
  }

  @Override
  public void add(StoredEvent event) {
    replay.apply(event.entry());
    if (problem == null && event.seq() <= here.head()) {
      compare(event);
    }
    compareStates();
  }

  private void compare(StoredEvent event) {
    if (page.isEmpty()) {
      page.addAll(logs.read(id(), event.seq() - 1, PAGE_ENTRIES, PAGE_BYTES));
    }
    StoredEvent stored = page.peek();
    if (stored == null || stored.seq() > event.seq()) {
      // The event is no longer kept here.
      return;
    }
    page.remove();
    if (!stored.isSame(event)) {
      contradicts(event.seq());
    }
  }

  private void compareStates() {
    if (problem == null && !isNew() && replay.head() == here.head()) {
      RoomSnapshot replayed = replay.snapshot();
      RoomSnapshot stored = here;
      for (UUID erased : nameless(here)) {
        replayed = replayed.withoutName(erased);
        stored = stored.withoutName(erased);
      }
      if (!isAlike(replayed, stored)) {
        contradicts(here.head());
      }
    }
  }

  /// The users without a name, whose accounts are erased here.
  private static Set<UUID> nameless(RoomSnapshot state) {
    return Stream.of(
            state.members().stream().map(Member::person),
            Stream.of(state.banned(), state.muted())
                .flatMap(measures -> measures.values().stream())
                .flatMap(measure -> Stream.of(measure.member(), measure.by())))
        .flatMap(people -> people)
        .filter(person -> person != null && person.name().isEmpty())
        .map(Person::user)
        .collect(Collectors.toSet());
  }

  private void contradicts(long seq) {
    problem =
        "room %s is another one here: the logs contradict each other at seq %d. Leave the room out, by naming the rooms to import"
            .formatted(id().value(), seq);
  }

  /// Whether a replay has led to `state`, but for the name and the topic: names of this server may
  /// wait for the end of an import, and topics are erased.
  private static boolean isAlike(RoomSnapshot replayed, RoomSnapshot state) {
    return replayed.kind() == state.kind()
        && replayed.members().equals(state.members())
        && areAlike(replayed.banned(), state.banned())
        && areAlike(replayed.muted(), state.muted())
        && replayed.pinned().equals(state.pinned())
        && replayed.retention().equals(state.retention())
        && replayed.slowMode().equals(state.slowMode());
  }

  /// Whether bans or mutes are the same, as far as both sides know them: older versions kept only
  /// their users.
  private static boolean areAlike(Map<UUID, Measure> one, Map<UUID, Measure> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(of -> isAlike(of.getValue(), requireNonNull(other.get(of.getKey()))));
  }

  private static boolean isAlike(Measure one, Measure other) {
    return one.by() == null || other.by() == null || one.equals(other);
  }

  /// @throws BadExport when the events do not lead to the room's state
  @Override
  public Result end() throws BadExport {
    if (!isAlike(replay.snapshot(), exported.state())) {
      throw new BadExport(
          "in the export, the state of room " + id().value() + " does not follow from its events");
    }
    RoomName name = replay.name();
    boolean isNamed = name != null && replay.head() >= here.head() && !name.equals(here.name());
    return new Result(
        problem, here.head(), isNamed ? name : null, replay.kind() == RoomKind.PUBLIC);
  }
}
