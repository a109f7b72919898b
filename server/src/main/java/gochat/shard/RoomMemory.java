package gochat.shard;

import static java.util.Objects.requireNonNull;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.limit.QueueLimit;
import gochat.limit.RetentionLimit;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rooms in a shard's memory, as copies of the journal: loaded on demand, brought up to date
/// when the journal has more, forgotten when in doubt, and dropped when unused and not followed for
/// a while. Confined to the shard's thread.
class RoomMemory {
  private static final Logger log = LoggerFactory.getLogger(RoomMemory.class);

  private static final int PAGE_ENTRIES_MAX = QueueLimit.PAGE_ENTRIES.standardInt();
  private static final int PAGE_BYTES_MAX = QueueLimit.PAGE_BYTES.standardInt();

  /// The most events of other servers that a room reads for all its followers at once.
  private static final int TOLD_ENTRIES_MAX = QueueLimit.RECENT_ENTRIES.standardInt();

  private static final int TRIM_EVENTS_MAX = RetentionLimit.TRIM_EVENTS.standardInt();
  private static final long IDLE_MS_MAX = QueueLimit.ROOM_IDLE.standard();

  /// The most rooms that one sweep checks.
  private static final int SWEPT_AT_ONCE = 1_024;

  private static final long SWEEP_PAUSE_MS = 1_000;

  /// The memory for the latest events of all rooms; each room may have its minimum beyond it.
  private static final long RECENT_BYTES_MAX = QueueLimit.RECENT_BYTES.standard();

  private static final long RECENT_BYTES_OF_ROOM_MIN =
      QueueLimit.RECENT_BYTES_OF_ROOM_LEAST.standard();
  private static final long RECENT_BYTES_OF_ROOM_MAX = QueueLimit.RECENT_BYTES_OF_ROOM.standard();

  private final Journal journal;
  private final RoomPolicy policy;
  private final InstantSource clock;
  private final ShardObserver observer;

  /// The least recently used room comes first.
  private final LinkedHashMap<RoomId, LiveRoom> rooms = new LinkedHashMap<>(16, 0.75f, true);

  /// Rooms with a turn that may be recorded or not, and their heads before it.
  private final Map<RoomId, Long> doubted = new HashMap<>();

  private boolean isSweptInPart;

  /// @param observer called with events of the journal that this memory did not know
  RoomMemory(Journal journal, RoomPolicy policy, InstantSource clock, ShardObserver observer) {
    this.journal = journal;
    this.policy = policy;
    this.clock = clock;
    this.observer = observer;
  }

  /// The room, which must be in memory. This counts as a use.
  LiveRoom get(RoomId id) {
    LiveRoom room = requireNonNull(rooms.get(id));
    room.use(clock.millis());
    return room;
  }

  /// The number of rooms in memory.
  int size() {
    return rooms.size();
  }

  /// The rooms of `wanted` that are not in memory, and all rooms in doubt.
  Set<RoomId> missing(Collection<RoomId> wanted) {
    Set<RoomId> missing = new LinkedHashSet<>(doubted.keySet());
    for (RoomId id : wanted) {
      if (!rooms.containsKey(id)) {
        missing.add(id);
      }
    }
    return missing;
  }

  /// Loads rooms that are not in memory. The observer gets the events that were recorded in rooms
  /// in doubt.
  ///
  /// @throws JournalException when the journal can't be read
  void load(Set<RoomId> missing) {
    for (Map.Entry<RoomId, Room> loaded : states(missing).entrySet()) {
      RoomId id = loaded.getKey();
      LiveRoom room = live(loaded.getValue());
      room.use(clock.millis());
      Long known = doubted.get(id);
      if (known != null) {
        readOn(
            id,
            known,
            room.head(),
            turns -> {
              observer.announce(turns);
              observer.recorded(turns);
            });
        doubted.remove(id);
      }
      rooms.put(id, room);
    }
  }

  /// Takes over the events of the journal that this memory doesn't know: the rooms' followers get
  /// them, then the observer. The state of each room is then that of the journal.
  ///
  /// @throws JournalException when the journal can't be read; the rooms are in doubt
  void catchUp(Set<RoomId> behind) {
    states(behind).forEach((id, state) -> catchUp(id, get(id), state));
  }

  void catchUp(RoomId id, LiveRoom room, Room state) {
    long sinceNanos = System.nanoTime();
    readOn(
        id,
        room.head(),
        state.head(),
        turns -> {
          turns.forEach(turn -> {
            room.skipTo(turn.entries().getFirst().seq() - 1);
            learn(room, turn, sinceNanos);
          });
          observer.recorded(turns);
        });
    room.skipTo(state.head());
    room.reset(state);
  }

  /// Takes over a turn that another server has recorded.
  ///
  /// @param sinceNanos when this server heard of its events
  private void learn(LiveRoom room, Turn turn, long sinceNanos) {
    observer.learned(turn, System.nanoTime() - sinceNanos);
    turn.entries().forEach(entry -> recorded(room, entry));
    if (room.isContended(clock.millis())) {
      room.contend(clock.millis());
    }
    room.deliver(
        turn, followers -> observer.delivered(turn, followers, System.nanoTime() - sinceNanos));
  }

  /// Takes over the events up to a head that another server has told, if the room is in memory and
  /// does not know them; it reads those that it was not told. Its followers get them, then the
  /// observer. A room that lacks many is forgotten: its followers read the log.
  void told(Request.Told told) {
    RoomId id = told.room();
    LiveRoom room = rooms.get(id);
    if (room == null || told.head() <= room.head()) {
      return;
    }
    List<LogEntry> entries = told.after(room.head());
    if (!entries.isEmpty() && entries.getFirst().seq() == room.head() + 1) {
      takeOver(room, new Turn(id, told.epoch(), entries), told.atNanos());
      return;
    }
    try {
      if (!readOn(room, told)) {
        drop(id);
      }
    } catch (JournalException e) {
      log.atError().addKeyValue("room", id.value()).setCause(e).log("room can't be read");
      drop(id);
    }
  }

  /// @return false when the log has no events there, or too many
  private boolean readOn(LiveRoom room, Request.Told told) {
    RoomId id = told.room();
    long from = room.head();
    while (room.head() < told.head()) {
      List<LogEntry> page = journal.read(id, room.head(), PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
      if (page.isEmpty()
          || page.getFirst().seq() != room.head() + 1
          || page.getLast().seq() - from > TOLD_ENTRIES_MAX) {
        return false;
      }
      takeOver(room, new Turn(id, journal.epoch(), page), told.atNanos());
    }
    return true;
  }

  /// Takes over the next events of the journal, of a room whose state is that of its head.
  ///
  /// @throws JournalException as [#catchUp]
  void readOn(RoomId id) {
    LiveRoom room = get(id);
    long sinceNanos = System.nanoTime();
    List<LogEntry> page = journal.read(id, room.head(), PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
    if (page.isEmpty()) {
      return;
    }
    if (page.getFirst().seq() != room.head() + 1) {
      catchUp(Set.of(id));
      return;
    }
    takeOver(room, new Turn(id, journal.epoch(), page), sinceNanos);
  }

  private void takeOver(LiveRoom room, Turn turn, long sinceNanos) {
    turn.entries().forEach(room.state()::apply);
    learn(room, turn, sinceNanos);
    observer.recorded(List.of(turn));
  }

  private Map<RoomId, Room> states(Set<RoomId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<RoomId, RoomSnapshot> loaded = journal.load(ids);
    Map<RoomId, Room> states = new LinkedHashMap<>();
    for (RoomId id : ids) {
      RoomSnapshot snapshot = requireNonNull(loaded.get(id));
      states.put(id, new Room(snapshot, policy, lastMessages(id, snapshot.slowMode())));
    }
    return states;
  }

  private Map<UUID, Long> lastMessages(RoomId id, SlowMode slowMode) {
    return slowMode.isOn()
        ? journal.lastMessages(id, slowMode.since(), clock.millis() - slowMode.intervalMs())
        : Map.of();
  }

  /// @param learned called with the events after the seq `after` up to `head`, page by page,
  ///   without those that are no longer kept
  private void readOn(RoomId id, long after, long head, Consumer<List<Turn>> learned) {
    if (head < after) {
      throw endsEarly(id, head, after);
    }
    long read = after;
    while (read < head) {
      long last = read;
      List<LogEntry> page =
          journal.read(id, last, PAGE_ENTRIES_MAX, PAGE_BYTES_MAX).stream()
              .filter(entry -> entry.seq() <= head)
              .toList();
      if (page.isEmpty()) {
        if (journal.floor(id).head() < head) {
          throw endsEarly(id, last, head);
        }
        return;
      }
      learned.accept(List.of(new Turn(id, journal.epoch(), page)));
      read = page.getLast().seq();
    }
  }

  private static JournalException endsEarly(RoomId room, long head, long expected) {
    String sentence = "the log ends at " + head + ", before " + expected;
    return new JournalException(
        "read: " + room.value() + ": " + sentence, new IllegalStateException(sentence));
  }

  /// Removes the room's oldest events up to the seq `to`, as many as one turn may remove. Events
  /// that this memory has not learned yet stay.
  ///
  /// @return the floor
  /// @throws JournalException when the outcome is unknown, or nothing could be removed
  long trim(RoomId id, long to) {
    boolean isHere = rooms.containsKey(id);
    long learned = isHere ? get(id).head() : doubted.getOrDefault(id, to);
    try {
      long floor = journal.trim(id, Math.min(to, learned), TRIM_EVENTS_MAX);
      if (isHere) {
        get(id).trimmed(floor);
      }
      return floor;
    } catch (JournalException e) {
      // The events may be gone.
      forget(id);
      throw e;
    }
  }

  /// Takes over an entry that the journal has recorded in `room`.
  void recorded(LiveRoom room, LogEntry entry) {
    // With more rooms, each keeps fewer latest events.
    room.recorded(
        entry,
        Math.clamp(
            RECENT_BYTES_MAX / rooms.size(), RECENT_BYTES_OF_ROOM_MIN, RECENT_BYTES_OF_ROOM_MAX));
  }

  /// Marks a room with a turn that may be recorded or not.
  void doubt(RoomId id) {
    LiveRoom room = rooms.get(id);
    if (room != null) {
      doubted.putIfAbsent(id, room.head());
      forget(id);
    }
  }

  /// Forgets a room when it is in doubt. Its followers read the journal, and the room is loaded
  /// again.
  void forget(RoomId id) {
    LiveRoom room = rooms.remove(id);
    if (room != null) {
      room.detachFollowers();
    }
  }

  /// Forgets a room that is not in doubt.
  void drop(RoomId id) {
    forget(id);
    observer.dropped(id);
  }

  /// Forgets all rooms, also what is in doubt.
  void forgetAll() {
    List.copyOf(rooms.keySet()).forEach(this::drop);
    doubted.clear();
  }

  /// Drops rooms that were not used or followed for a while.
  ///
  /// @return whether there may be more such rooms
  boolean sweep() {
    long now = clock.millis();
    int looked = 0;
    for (Map.Entry<RoomId, LiveRoom> eldest = rooms.firstEntry();
        eldest != null && looked < SWEPT_AT_ONCE && isIdle(eldest.getValue(), now);
        eldest = rooms.firstEntry()) {
      if (eldest.getValue().isFollowed()) {
        get(eldest.getKey());
      } else {
        drop(eldest.getKey());
      }
      looked++;
    }
    isSweptInPart = looked == SWEPT_AT_ONCE;
    return isSweptInPart;
  }

  private static boolean isIdle(LiveRoom room, long now) {
    return now - room.usedAtMs() >= IDLE_MS_MAX;
  }

  /// The milliseconds until the next sweep, 0 when none is due.
  long sweepDueMs() {
    Map.Entry<RoomId, LiveRoom> eldest = rooms.firstEntry();
    if (eldest == null) {
      return 0;
    }
    long due = eldest.getValue().usedAtMs() + IDLE_MS_MAX - clock.millis();
    return Math.max(due, isSweptInPart ? 1 : SWEEP_PAUSE_MS);
  }

  LiveRoom live(Room state) {
    return new LiveRoom(state);
  }
}
