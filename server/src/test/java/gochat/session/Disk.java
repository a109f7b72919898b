package gochat.session;

import gochat.checker.Invariant;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import gochat.shard.FaultyShard.Fault;
import gochat.store.memory.MemoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;

/// The store of one incarnation of the logs, which outlives its servers. It is slow, and it fails
/// or crashes the servers, before or after it has recorded. A turn whose server got no answer may
/// be recorded later.
final class Disk extends RecordedLogs {
  /// The processes die.
  static final class Crash extends Error {}

  /// A turn that is recorded later.
  ///
  /// @param hasBegun whether it holds the row of its life, so that a beat waits for it
  private record Late(Recording turn, List<Batch> batches, long transaction, boolean hasBegun) {}

  /// The most changes that a standby lacks.
  private static final int LOST_MAX = 8;

  private static final int LOST_BY_BACKUP_MAX = 20;

  private final World world;
  private final Fault fault;
  private final List<Late> late = new ArrayList<>();
  private long epoch;

  Disk(World world, Fault fault, long epoch) {
    super(MemoryStore.create(epoch));
    this.world = world;
    this.fault = fault;
    this.epoch = epoch;
  }

  /// An older backup, which replaces the logs.
  Disk restored() {
    int kept = changes() - world.random.nextInt(Math.min(changes(), LOST_BY_BACKUP_MAX) + 1);
    return upTo(kept, epoch + 1);
  }

  /// A standby that was not synchronous, as it takes the place of this primary.
  ///
  /// @param isAcknowledged whether a server that runs knows that a turn was recorded. The standby
  ///   lacks such a turn and what follows
  /// @return empty when there is no such turn among the latest changes
  Optional<Disk> standby(Predicate<Recording> isAcknowledged) {
    int lost = changes() - 1 - world.random.nextInt(LOST_MAX);
    OptionalInt kept = changesBefore(isAcknowledged, Math.max(lost, 0));
    return kept.isPresent() ? Optional.of(upTo(kept.getAsInt(), epoch)) : Optional.empty();
  }

  private Disk upTo(int kept, long epoch) {
    Disk older = new Disk(world, fault, epoch);
    older.repeat(this, kept);
    return older;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  /// Begins the next epoch, unless that is done.
  ///
  /// @param before the epoch as the caller knows it
  void raiseEpoch(long before) {
    epoch = Math.max(epoch, before + 1);
  }

  /// The logs as they are recorded, read without a failure.
  Journal contents() {
    return new TestJournal(store()) {
      @Override
      public long epoch() {
        return epoch;
      }
    };
  }

  AppendResult append(Recording turn, List<Batch> batches) {
    long transaction = notes().begin();
    boolean isLate = false;
    try {
      // The disk is slow: meanwhile the others go on.
      world.goOn(turn.life());
      crashSometimes();
      if (failsSometimes()) {
        isLate = world.random.nextBoolean();
        if (isLate) {
          late.add(new Late(turn, batches, transaction, world.random.nextBoolean()));
        }
        fail();
      }
      AppendResult result = recordIfAlive(turn, batches, transaction);
      notes().end(transaction);
      world.goOn(turn.life());
      crashOrFailSometimes();
      requireConnected();
      return result;
    } finally {
      if (!isLate) {
        notes().end(transaction);
      }
    }
  }

  private AppendResult recordIfAlive(Recording turn, List<Batch> batches, long transaction) {
    requireConnected();
    requireAlive(turn, batches);
    return record(turn, faulty(batches), transaction);
  }

  private List<Batch> faulty(List<Batch> batches) {
    return switch (fault) {
      case APPEND_UNCONDITIONAL ->
          batches.stream()
              .map(batch -> new Batch(batch.room(), head(batch.room()), batch.events()))
              .toList();
      case ENTRIES_LOST ->
          batches.stream().filter(batch -> !batch.room().equals(RoomId.AUDIT)).toList();
      default -> batches;
    };
  }

  /// The connections to a primary that was replaced are lost.
  private void requireConnected() {
    if (world.disk() != this) {
      fail();
    }
  }

  /// A life that was found dead records no more, and neither does a connection that was replaced.
  private void requireAlive(Recording turn, List<Batch> batches) {
    boolean isDead = world.lives().isDead(turn.life());
    if (fault != Fault.FENCED_LIFE_APPENDS
        && (isDead || !world.lives().isNewest(turn.life(), turn.connection()))) {
      fail();
    }
    batches.stream()
        .flatMap(batch -> batch.events().stream())
        .map(RoomEvent::author)
        .filter(author -> isDead && author.standing() == Standing.GUEST)
        .forEach(author ->
            world.history.violated(
                Invariant.RIGHTFUL, author.name() + " had lost this name with its server"));
  }

  /// A turn whose server got no answer is recorded or refused.
  void lateStep() {
    if (!late.isEmpty()) {
      finish(late.remove(world.random.nextInt(late.size())));
    }
  }

  /// A beat waits for the turns that hold the row of its life.
  void finishBegun(UUID life) {
    List<Late> begun =
        late.stream().filter(turn -> turn.hasBegun && turn.turn.life().equals(life)).toList();
    late.removeAll(begun);
    begun.forEach(this::finish);
  }

  private void finish(Late turn) {
    try {
      recordIfAlive(turn.turn, turn.batches, turn.transaction);
    } catch (JournalException _) {
      // Nobody hears of it.
    } finally {
      notes().end(turn.transaction);
    }
  }

  @Override
  public long trim(RoomId room, long to, int eventsMax) {
    world.goOn();
    crashOrFailSometimes();
    requireConnected();
    long floor = remove(room, to);
    if (floor > 0) {
      world.recorder().removed(room.value(), floor);
    }
    world.goOn();
    crashOrFailSometimes();
    requireConnected();
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
    crashSometimes();
    if (failsSometimes()) {
      fail();
    }
  }

  private void crashSometimes() {
    if (!world.isHealed() && world.oneIn(40)) {
      throw new Crash();
    }
  }

  private boolean failsSometimes() {
    return !world.isHealed() && world.oneIn(40);
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
