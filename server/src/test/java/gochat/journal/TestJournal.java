package gochat.journal;

import static java.util.Objects.requireNonNull;

import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.store.Store;
import gochat.store.memory.MemoryStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The journal of a store in memory; tests override the methods that they observe or let fail.
public class TestJournal implements Journal {
  private final Store store;

  public TestJournal() {
    this(MemoryStore.create(1));
  }

  public TestJournal(Store store) {
    this.store = store;
  }

  /// The store that keeps the events.
  public final Store store() {
    return store;
  }

  /// The journal that the calls are passed on to.
  protected Journal journal() {
    return store.journal();
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    return journal().append(batches);
  }

  @Override
  public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    return journal().lookUp(commands);
  }

  @Override
  public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
    return journal().load(rooms);
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return journal().read(room, after, entriesMax, bytesMax);
  }

  @Override
  public Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs) {
    return journal().lastMessages(room, after, sinceMs);
  }

  @Override
  public long trim(RoomId room, long to, int eventsMax) {
    return journal().trim(room, to, eventsMax);
  }

  @Override
  public RoomSnapshot floor(RoomId room) {
    return journal().floor(room);
  }

  @Override
  public long head(RoomId room) {
    return journal().head(room);
  }

  @Override
  public long epoch() {
    return journal().epoch();
  }

  /// Loads a single room.
  public static RoomSnapshot load(Journal journal, RoomId room) {
    return requireNonNull(journal.load(List.of(room)).get(room));
  }

  /// Looks up for a single room.
  ///
  /// @return one for each command, in their order
  public static List<Known> lookUp(Journal journal, RoomId room, List<Command> commands) {
    return requireNonNull(journal.lookUp(Map.of(room, commands)).get(room));
  }
}
