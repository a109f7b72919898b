package gochat.session;

import gochat.journal.FakeBackend;
import gochat.journal.FakeJournal;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.shard.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What outlives the server: the store. It is slow and fails, before or after it has recorded.
final class Disk implements Journal {
  private final World world;
  private final Fault fault;
  private final Map<Long, Chronicle> chronicles = new HashMap<>();
  private FakeBackend backend = FakeBackend.over(new FakeJournal());
  private Chronicle chronicle = new Chronicle(1);

  Disk(World world, Fault fault) {
    this.world = world;
    this.fault = fault;
    chronicles.put(1L, chronicle);
  }

  /// The logs as they are now.
  Chronicle chronicle() {
    return chronicle;
  }

  Chronicle chronicle(long epoch) {
    return chronicles.get(epoch);
  }

  RoomDirectory rooms() {
    return backend.rooms();
  }

  ReadMarkers markers() {
    return backend.markers();
  }

  /// Somebody puts an older backup in the place of the logs.
  void restore() {
    int recorded = chronicle.batches().size();
    int batches = recorded - world.random().nextInt(Math.min(recorded, 20) + 1);
    backend = FakeBackend.over(new FakeJournal());
    Chronicle restored = new Chronicle(chronicle.epoch() + 1);
    for (Batch batch : chronicle.batches().subList(0, batches)) {
      backend.journal().append(List.of(batch));
      restored.add(batch);
    }
    chronicle = restored;
    chronicles.put(restored.epoch(), restored);
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    // The disk is slow: meanwhile the others go on.
    world.goOn();
    world.crashOrFailSometimes();
    AppendResult result = backend.journal().append(batches);
    if (result == AppendResult.STORED) {
      batches.forEach(chronicle::add);
    }
    world.goOn();
    world.crashOrFailSometimes();
    return result;
  }

  @Override
  public List<Known> lookUp(RoomId room, List<Command> commands) {
    world.failSometimes();
    List<Known> known = backend.journal().lookUp(room, commands);
    return fault == Fault.NO_DEDUPE ? known.stream().map(Disk::withoutIds).toList() : known;
  }

  private static Known withoutIds(Known known) {
    return new Known(null, known.target(), known.hasReacted(), known.isNameTaken());
  }

  @Override
  public RoomSnapshot load(RoomId room) {
    world.failSometimes();
    return backend.journal().load(room);
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    world.failSometimes();
    return backend.journal().read(room, after, entriesMax, bytesMax);
  }

  @Override
  public long head(RoomId room) {
    return backend.journal().head(room);
  }

  @Override
  public long epoch() {
    world.failSometimes();
    return chronicle.epoch();
  }
}
