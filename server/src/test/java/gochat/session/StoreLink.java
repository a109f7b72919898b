package gochat.session;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.shard.FaultyShard.Fault;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// A server's connection to the store, with its life: what `gochat.store.postgres` does, by hand. A
/// beat is the first statement on each connection and comes before each read behind a change with
/// an unknown outcome. It finds out that the store has lost turns, and that others have found this
/// life dead.
final class StoreLink implements Journal {
  private final World world;

  /// The turns that the store has acknowledged.
  private final Set<Recording> acknowledged = new HashSet<>();

  private final Queue<NoteRows.Note> untold = new ArrayDeque<>();
  private UUID life;
  private Disk connected;
  private long connectionForTurns;
  private boolean hasConnectionForTurns;
  private boolean isInDoubt;
  private long epoch;
  private long notesFrom;
  private Runnable onRenewed = () -> {};

  StoreLink(World world) {
    this.world = world;
    life = world.newUuid();
    connected = world.disk();
    epoch = connected.epoch();
    notesFrom = connected.notes().read(Long.MAX_VALUE, false, _ -> {});
  }

  UUID life() {
    return life;
  }

  /// The store as this server knows it.
  Disk connected() {
    return connected;
  }

  boolean hasAcknowledged(Recording turn) {
    return acknowledged.contains(turn);
  }

  /// Calls `renewed` when this server goes on with another life.
  void onRenewed(Runnable renewed) {
    onRenewed = renewed;
  }

  /// Comes every second, and when it is needed.
  void beat() {
    Disk disk = world.disk();
    disk.finishBegun(life);
    isInDoubt = false;
    if (connected != disk) {
      connected = disk;
      hasConnectionForTurns = false;
      notesFrom = 0;
      if (!disk.hasAll(acknowledged) && world.fault != Fault.EPOCH_KEPT) {
        disk.raiseEpoch(epoch);
      }
      acknowledged.removeIf(turn -> !disk.hasAll(Set.of(turn)));
    }
    epoch = disk.epoch();
    if (world.lives().isDead(life)) {
      life = world.newUuid();
      hasConnectionForTurns = false;
      acknowledged.clear();
      onRenewed.run();
    }
  }

  private Disk disk() {
    if (connected != world.disk() || isInDoubt) {
      beat();
    }
    return connected;
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    Disk disk = disk();
    if (!hasConnectionForTurns) {
      beat();
      connectionForTurns = world.lives().connect(life);
      hasConnectionForTurns = true;
    }
    Recording turn = new Recording(life, connectionForTurns);
    try {
      AppendResult result = disk.append(turn, batches);
      if (result instanceof AppendResult.Stored && turn.life().equals(life)) {
        acknowledged.add(turn);
      }
      return result;
    } catch (JournalException e) {
      hasConnectionForTurns = false;
      isInDoubt = true;
      throw e;
    }
  }

  /// Passes on the notes of all servers that are new. One that can't be passed on stays for the
  /// next time.
  ///
  /// @throws JournalException when the store can't be read
  void readNotes(Consumer<NoteRows.Note> to) {
    notesFrom = disk().notes().read(notesFrom, world.fault == Fault.NOTE_SKIPPED, untold::add);
    while (!untold.isEmpty()) {
      to.accept(untold.element());
      untold.remove();
    }
  }

  @Override
  public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    return disk().lookUp(commands);
  }

  @Override
  public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
    return disk().load(rooms);
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return disk().read(room, after, entriesMax, bytesMax);
  }

  @Override
  public Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs) {
    return disk().lastMessages(room, after, sinceMs);
  }

  @Override
  public long trim(RoomId room, long to, int eventsMax) {
    return disk().trim(room, to, eventsMax);
  }

  @Override
  public RoomSnapshot floor(RoomId room) {
    return disk().floor(room);
  }

  @Override
  public long head(RoomId room) {
    return disk().head(room);
  }

  @Override
  public long epoch() {
    return epoch;
  }
}
