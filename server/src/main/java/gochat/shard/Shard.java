package gochat.shard;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.JournalException;
import gochat.limit.QueueLimit;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs rooms. While a turn waits for the journal, requests gather in the inbox; the next turn
/// takes them all with one sync (group commit).
///
/// One thread calls [#turn] and decides alone for all rooms of this shard. The other public methods
/// may be called by any thread and don't wait. A turn is recorded first, then given to the lanes of
/// its followers, then observed, then answered; so the effects of an answer come after all
/// deliveries.
public class Shard implements Rooms {
  private static final Logger log = LoggerFactory.getLogger(Shard.class);

  private static final int INBOX_BYTES_MAX = QueueLimit.INBOX_BYTES.standardInt();
  private static final int TURN_REQUESTS_MAX = QueueLimit.TURN_REQUESTS.standardInt();
  private static final int TURN_BYTES_MAX = QueueLimit.TURN_BYTES.standardInt();

  /// How often the requests of a room are decided when other writers record there at the same time.
  private static final int DECISIONS_MAX = QueueLimit.DECISIONS.standardInt();

  private final Journal journal;
  private final InstantSource clock;
  private final ShardObserver observer;
  private final RoomMemory memory;
  private final Inbox inbox;
  private long epoch;

  /// @param clock for the times of events and of the last use of rooms
  public Shard(Journal journal, ShardConfig config, InstantSource clock, ShardObserver observer) {
    this(
        journal,
        config,
        clock,
        observer,
        new RoomMemory(journal, config.policy(), clock, observer));
  }

  Shard(
      Journal journal,
      ShardConfig config,
      InstantSource clock,
      ShardObserver observer,
      RoomMemory memory) {
    this.journal = journal;
    this.clock = clock;
    this.observer = observer;
    this.memory = memory;
    this.inbox = new Inbox(config.inboxMax(), INBOX_BYTES_MAX);
    epoch = journal.epoch();
  }

  @Override
  public boolean submit(RoomId room, Command command, Submitter by) {
    return inbox.offer(new Request.Act(room, command, by, System.nanoTime()), by);
  }

  @Override
  public void follow(RoomId room, Follower follower, long after, long known) {
    inbox.admit(new Request.Follow(room, follower, after, known));
  }

  @Override
  public void trim(RoomId room, long to, LongConsumer done) {
    inbox.admit(new Request.Trim(room, to, done));
  }

  @Override
  public void change(RoomId room, Runnable change, Runnable done) {
    inbox.admit(new Request.Change(room, change, done));
  }

  @Override
  public void forget(RoomId room) {
    inbox.admit(new Request.Forget(room));
  }

  @Override
  public void told(RoomId room, long head) {
    tell(room, journal.epoch(), head, List.of());
  }

  @Override
  public void told(Turn turn) {
    List<LogEntry> entries = turn.entries();
    long head = entries.getLast().seq();
    // A shard that waits keeps no more than it must: it can read them.
    tell(turn.room(), turn.epoch(), head, inbox.isFull() ? List.of() : entries);
  }

  private void tell(RoomId room, long ofEpoch, long head, List<LogEntry> entries) {
    inbox.admit(new Request.Told(room, ofEpoch, head, entries, System.nanoTime()));
  }

  @Override
  public void fence(Runnable reached) {
    inbox.admit(new Request.Fence(reached));
  }

  /// Waits for work; false when the shard is closed and idle.
  boolean await() throws InterruptedException {
    return inbox.await(memory.sweepDueMs());
  }

  /// Makes [#await] return false when all submitted requests have ended.
  void close() {
    inbox.close();
  }

  /// The number of rooms in memory. Called on the thread that calls [#turn].
  int roomsInMemory() {
    return memory.size();
  }

  /// The number of requests that wait for a turn.
  int waitingRequests() {
    return inbox.size();
  }

  /// Runs one turn, and drops idle rooms; false when there was nothing to do.
  public boolean turn() {
    List<Request> requests = inbox.take(TURN_REQUESTS_MAX, TURN_BYTES_MAX);
    forgetOlderLogs();
    if (!requests.isEmpty()) {
      handle(requests);
    }
    boolean hasMoreIdleRooms = memory.sweep();
    return !requests.isEmpty() || hasMoreIdleRooms;
  }

  /// Forgets all rooms when older logs have taken the place of those that they were read from.
  private void forgetOlderLogs() {
    long now = journal.epoch();
    if (now != epoch) {
      log.atWarn().addKeyValue("epoch", now).log("older logs took the place of the logs");
      epoch = now;
      memory.forgetAll();
    }
  }

  private void handle(List<Request> requests) {
    TurnRequests ofRooms = new TurnRequests(journal, memory);
    List<Request.Trim> trims = new ArrayList<>();
    List<Request.Change> changes = new ArrayList<>();
    Set<RoomId> forgotten = new HashSet<>();
    Map<RoomId, Request.Told> told = new LinkedHashMap<>();
    List<Runnable> fences = new ArrayList<>();
    for (Request request : requests) {
      switch (request) {
        case Request.Act act when act.by().isWithdrawn().getAsBoolean() ->
            act.answer(new Outcome.Unknown());
        case Request.OfRoom ofRoom -> ofRooms.add(ofRoom);
        case Request.Trim trim -> trims.add(trim);
        case Request.Change change -> changes.add(change);
        case Request.Forget(RoomId room) -> forgotten.add(room);
        case Request.Told news when news.epoch() != epoch -> {}
        case Request.Told news -> told.merge(news.room(), news, Request.Told::and);
        case Request.Fence(Runnable reached) -> fences.add(reached);
      }
    }
    told.values().forEach(memory::told);
    ofRooms.load();
    ofRooms.admit();
    record(ofRooms, new HashMap<>());
    trims.forEach(this::trim);
    changes.forEach(this::change);
    forgotten.forEach(memory::drop);
    fences.forEach(Runnable::run);
  }

  private void trim(Request.Trim trim) {
    long floor = 0;
    try {
      floor = memory.trim(trim.room(), trim.to());
    } catch (JournalException e) {
      log.atError().addKeyValue("room", trim.room().value()).setCause(e).log("trim failed");
    }
    trim.done().accept(floor);
  }

  private void change(Request.Change change) {
    RoomId room = change.room();
    try {
      // Then its members learn of the change, wherever they are.
      memory.load(memory.missing(Set.of(room)));
      change.change().run();
      memory.catchUp(Set.of(room));
    } catch (JournalException e) {
      log.atError().addKeyValue("room", room.value()).setCause(e).log("room can't be read");
      memory.doubt(room);
    }
    change.done().run();
  }

  /// @param kept turns of other rooms that were decided before
  /// @param namesTaken the skeletons of names that public rooms take in this turn
  /// @return all turns
  private List<RoomTurn> decide(
      TurnRequests requests, List<RoomTurn> kept, Map<String, RoomId> namesTaken) {
    Map<RoomId, List<Known>> known = requests.lookUp();
    List<RoomTurn> turns = new ArrayList<>(kept);
    requests.forEach((id, asked) -> {
      var knowledge = new TurnKnowledge(id, known.getOrDefault(id, List.of()), namesTaken);
      RoomTurn turn = RoomTurn.decide(id, memory.get(id), asked, clock.millis(), knowledge);
      if (id.equals(RoomId.AUDIT)) {
        turns.forEach(turn::addEntries);
      }
      turns.add(turn);
    });
    return turns;
  }

  /// Decides the requests, and records the decisions. In rooms where other writers have recorded,
  /// the same requests are decided again, while those wait; the decisions of the other rooms stay.
  /// Acts of moderators and their entries in the audit log are in one append.
  ///
  /// @param namesTaken as for [#decide]
  private void record(TurnRequests requests, Map<String, RoomId> namesTaken) {
    Decided now = new Decided();
    Set<RoomId> contended = requests.contended(clock.millis());
    try {
      AppendResult result;
      if (contended.isEmpty()) {
        now.turns = decide(requests, List.of(), namesTaken);
        result = append(now.turns);
      } else {
        result =
            journal.appendAlone(
                requests.existing(),
                () -> {
                  requests.readOn(contended);
                  now.turns = decide(requests, List.of(), namesTaken);
                  return batches(now.turns);
                });
      }
      for (int decisions = 1; ; decisions++) {
        switch (result) {
          case AppendResult.Stored _ -> {
            recorded(now.turns);
            return;
          }
          case AppendResult.DiskFull _ -> {
            now.turns.forEach(turn -> abandon(turn, RoomTurn::answerDiskFull));
            return;
          }
          case AppendResult.Conflict(Set<RoomId> rooms) ->
              result = recordAgain(now, rooms, decisions, namesTaken);
        }
      }
    } catch (JournalException e) {
      log.atError().addKeyValue("rooms", requests.rooms().size()).setCause(e).log("append failed");
      if (now.turns.isEmpty()) {
        requests.refuseAll(e);
      }
      now.turns.forEach(turn -> abandon(turn, RoomTurn::answerUnknown));
    }
  }

  private void recorded(List<RoomTurn> turns) {
    long epoch = journal.epoch();
    turns.forEach(turn -> complete(turn, epoch));
    List<Turn> done = turns.stream().map(turn -> turn.toTurn(epoch)).toList();
    observer.announce(done);
    observer.recorded(done);
    turns.forEach(RoomTurn::answer);
  }

  /// The turns that are being recorded.
  private static final class Decided {
    private List<RoomTurn> turns = List.of();
  }

  private AppendResult recordAgain(
      Decided now, Set<RoomId> conflicts, int decisions, Map<String, RoomId> namesTaken) {
    List<RoomId> rooms = now.turns.stream().filter(RoomTurn::hasEvents).map(RoomTurn::id).toList();
    return journal.appendAlone(
        rooms,
        () -> {
          now.turns = decideAgain(now.turns, conflicts, decisions, namesTaken);
          return batches(now.turns);
        });
  }

  /// @param conflicts the rooms where other writers have recorded
  /// @return the turns to record now
  private List<RoomTurn> decideAgain(
      List<RoomTurn> turns, Set<RoomId> conflicts, int decisions, Map<String, RoomId> namesTaken) {
    log.atDebug().addKeyValue("rooms", conflicts.size()).log("append met a conflict");
    Set<RoomId> rooms = withEntries(turns, conflicts);
    List<RoomTurn> kept = new ArrayList<>();
    TurnRequests again = new TurnRequests(journal, memory);
    for (RoomTurn turn : turns) {
      if (!rooms.contains(turn.id())) {
        kept.add(turn);
      } else if (decisions < DECISIONS_MAX) {
        again.addAll(turn.id(), turn.requests());
        namesTaken.values().removeAll(Set.of(turn.id()));
      } else {
        abandon(turn, RoomTurn::answerUnknown);
      }
    }
    again.catchUp();
    again.contend(clock.millis());
    if (rooms.contains(RoomId.AUDIT) && !again.rooms().contains(RoomId.AUDIT)) {
      abandonAudited(kept);
    }
    return decide(again, kept, namesTaken);
  }

  /// The rooms whose decisions change with those in `conflicts`: the entries in the audit log
  /// follow from other decisions.
  private static Set<RoomId> withEntries(List<RoomTurn> turns, Set<RoomId> conflicts) {
    Set<RoomId> rooms = new HashSet<>(conflicts);
    if (turns.stream().anyMatch(turn -> conflicts.contains(turn.id()) && turn.mayBeAudited())) {
      rooms.add(RoomId.AUDIT);
    }
    return rooms;
  }

  /// Abandons the turns whose entries in the audit log can't be recorded.
  private void abandonAudited(List<RoomTurn> turns) {
    turns.stream()
        .filter(RoomTurn::isAudited)
        .forEach(turn -> abandon(turn, RoomTurn::answerUnknown));
    turns.removeIf(RoomTurn::isAudited);
  }

  AppendResult append(List<RoomTurn> turns) {
    List<Journal.Batch> batches = batches(turns);
    return batches.isEmpty() ? new AppendResult.Stored() : journal.append(batches);
  }

  private static List<Journal.Batch> batches(List<RoomTurn> turns) {
    return turns.stream().filter(RoomTurn::hasEvents).map(RoomTurn::batch).toList();
  }

  private void complete(RoomTurn turn, long epoch) {
    LiveRoom room = turn.room();
    Turn done = turn.toTurn(epoch);
    done.entries().forEach(entry -> memory.recorded(room, entry));
    long sinceNanos = turn.sinceNanos();
    room.deliver(
        done, followers -> observer.delivered(done, followers, System.nanoTime() - sinceNanos));
    turn.newcomers().forEach(newcomer -> room.admit(newcomer, room.head()));
    if (room.state().kind() == null) {
      // Any client can ask for a room that doesn't exist, so it must not stay in memory.
      memory.drop(turn.id());
    }
  }

  private void abandon(RoomTurn turn, Consumer<RoomTurn> answer) {
    memory.doubt(turn.id());
    answer.accept(turn);
    turn.newcomers().forEach(newcomer -> follow(turn.id(), newcomer, HEAD));
    // Loads the room soon, even without a request.
    fence(() -> {});
  }
}
