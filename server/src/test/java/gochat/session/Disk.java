package gochat.session;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.shard.Fault;
import gochat.store.Store;
import gochat.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What outlives the server: the store. It is slow and fails, before or after it has recorded.
final class Disk implements Journal {
  private final World world;
  private final Fault fault;
  private final List<Chronicle> chronicles = new ArrayList<>(List.of(new Chronicle(1)));
  private final Set<String> doubted = new HashSet<>();
  private Store store = MemoryStore.create(1);

  Disk(World world, Fault fault) {
    this.world = world;
    this.fault = fault;
  }

  /// The logs as they are now.
  Chronicle chronicle() {
    return chronicles.getLast();
  }

  /// The logs as they were at the end of an epoch.
  Chronicle chronicle(long epoch) {
    return chronicles.get((int) epoch - 1);
  }

  RoomDirectory rooms() {
    return store.rooms();
  }

  ReadMarkers markers() {
    return store.markers();
  }

  /// Somebody puts an older backup in the place of the logs.
  void restore() {
    List<Batch> recorded = chronicle().batches();
    int kept = recorded.size() - world.random().nextInt(Math.min(recorded.size(), 20) + 1);
    store = MemoryStore.create(1);
    Chronicle restored = new Chronicle(chronicle().epoch() + 1);
    for (Batch batch : recorded.subList(0, kept)) {
      store.journal().append(List.of(batch));
      restored.add(batch);
    }
    chronicles.add(restored);
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    // The disk is slow: meanwhile the others go on.
    world.goOn();
    world.crashOrFailSometimes();
    AppendResult result = store.journal().append(batches);
    if (result instanceof AppendResult.Stored) {
      batches.forEach(chronicle()::add);
    }
    world.goOn();
    try {
      world.crashOrFailSometimes();
    } catch (JournalException e) {
      batches.forEach(this::doubt);
      throw e;
    }
    return result;
  }

  private void doubt(Batch batch) {
    for (RoomEvent event : batch.events()) {
      if (event instanceof RoomEvent.Text text) {
        doubted.add(text.text());
      }
    }
  }

  /// Whether a text was recorded by an append that failed.
  boolean wasDoubted(String text) {
    return doubted.contains(text);
  }

  @Override
  public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    world.failSometimes();
    Map<RoomId, List<Known>> known = store.journal().lookUp(commands);
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
    world.failSometimes();
    return store.journal().load(rooms);
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    world.failSometimes();
    return store.journal().read(room, after, entriesMax, bytesMax);
  }

  @Override
  public long head(RoomId room) {
    return store.journal().head(room);
  }

  @Override
  public long epoch() {
    return chronicle().epoch();
  }
}
