package gochat.session;

import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.shard.FaultyShard.Fault;
import gochat.store.memory.MemoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The store of one incarnation of the logs, which outlives the server. It is slow, and it fails or
/// crashes the server, before or after it has recorded.
final class Disk extends TestJournal {
  /// The process dies.
  static final class Crash extends Error {}

  private final World world;
  private final Fault fault;

  /// What was done, in order: batches and removals.
  private final List<Change> changes = new ArrayList<>();

  /// The events that were removed, as they were served before.
  private final Map<RoomId, List<LogEntry>> removed = new HashMap<>();

  /// The events as they were recorded: nothing is erased here.
  private final Map<RoomId, List<LogEntry>> logs = new HashMap<>();

  private final Map<RoomId, Room> states = new HashMap<>();

  Disk(World world, Fault fault, long epoch) {
    super(MemoryStore.create(epoch));
    this.world = world;
    this.fault = fault;
  }

  /// An older backup, which replaces the logs.
  Disk restored() {
    int kept = changes.size() - world.random.nextInt(Math.min(changes.size(), 20) + 1);
    Disk restored = new Disk(world, fault, epoch() + 1);
    for (Change change : changes.subList(0, kept)) {
      switch (change) {
        case Change.Added(Batch batch) -> {
          restored.store().journal().append(List.of(batch));
          restored.add(batch);
        }
        case Change.Trimmed(RoomId room, long floor) -> restored.remove(room, floor);
      }
    }
    return restored;
  }

  private sealed interface Change {
    record Added(Batch batch) implements Change {}

    record Trimmed(RoomId room, long floor) implements Change {}
  }

  private void add(Batch batch) {
    changes.add(new Change.Added(batch));
    List<LogEntry> log = logs.computeIfAbsent(batch.room(), _ -> new ArrayList<>());
    for (RoomEvent event : batch.events()) {
      LogEntry entry = new LogEntry(log.size() + 1, event);
      log.add(entry);
      room(batch.room()).apply(entry);
    }
  }

  private long remove(RoomId room, long to) {
    List<LogEntry> before = store().journal().read(room, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
    long floor = store().journal().trim(room, to, Integer.MAX_VALUE);
    List<LogEntry> gone = before.stream().filter(entry -> entry.seq() <= floor).toList();
    if (!gone.isEmpty()) {
      removed.computeIfAbsent(room, _ -> new ArrayList<>()).addAll(gone);
      changes.add(new Change.Trimmed(room, floor));
    }
    return floor;
  }

  /// The events that were removed, as they were served before.
  List<LogEntry> removed(RoomId room) {
    return removed.getOrDefault(room, List.of());
  }

  Set<RoomId> rooms() {
    return logs.keySet();
  }

  List<LogEntry> log(RoomId room) {
    return logs.getOrDefault(room, List.of());
  }

  /// The room as it is behind its last event.
  Room room(RoomId id) {
    return states.computeIfAbsent(id, _ -> new Room(RoomSnapshot.empty(id), Integer.MAX_VALUE));
  }

  @Override
  public AppendResult append(List<Batch> appended) {
    // The disk is slow: meanwhile the others go on.
    world.goOn();
    crashOrFailSometimes();
    AppendResult result = super.append(appended);
    if (result instanceof AppendResult.Stored) {
      appended.forEach(this::add);
    }
    world.goOn();
    crashOrFailSometimes();
    return result;
  }

  @Override
  public long trim(RoomId room, long to, int eventsMax) {
    world.goOn();
    crashOrFailSometimes();
    long floor = remove(room, to);
    if (floor > 0) {
      world.recorder().removed(room.value(), floor);
    }
    world.goOn();
    crashOrFailSometimes();
    return floor;
  }

  @Override
  public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    failSometimes();
    Map<RoomId, List<Known>> known = super.lookUp(commands);
    if (fault == Fault.NO_DEDUPE) {
      known.replaceAll((_, found) -> found.stream().map(Disk::withoutIds).toList());
    }
    return known;
  }

  private static Known withoutIds(Known known) {
    return known instanceof Known.OfPost post
        ? new Known.OfPost(post.command(), null, post.answered())
        : known;
  }

  @Override
  public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
    failSometimes();
    return super.load(rooms);
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    failSometimes();
    return super.read(room, after, entriesMax, bytesMax);
  }

  private void crashOrFailSometimes() {
    int dice = world.isHealed() ? 99 : world.random.nextInt(40);
    if (dice == 0) {
      throw new Crash();
    } else if (dice == 1) {
      fail();
    }
  }

  private void failSometimes() {
    if (!world.isHealed() && world.oneIn(100)) {
      fail();
    }
  }

  private static void fail() {
    throw new JournalException("planned", new IOException());
  }
}
