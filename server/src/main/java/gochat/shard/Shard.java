package gochat.shard;

import static java.util.Objects.requireNonNull;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.JournalException;
import gochat.limit.QueueLimit;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs rooms. Requests gather in the inbox while a turn waits for the journal; the next turn takes
/// what has gathered, so that one sync serves all of it: a group commit by itself.
///
/// [#turn] is called by one thread, which is the only writer of all its rooms; the other public
/// methods are for all threads and don't wait. A turn is recorded first, then handed to the lanes
/// of its followers, then answered: what a submitter does upon the answer comes behind the
/// delivery.
public class Shard implements Rooms {
  private static final Logger log = LoggerFactory.getLogger(Shard.class);

  private static final int INBOX_BYTES_MAX = QueueLimit.INBOX_BYTES.standardInt();
  private static final int TURN_REQUESTS_MAX = QueueLimit.TURN_REQUESTS.standardInt();
  private static final int TURN_BYTES_MAX = QueueLimit.TURN_BYTES.standardInt();

  /// What the latest events of all rooms may take in memory, as long as each room has its least.
  private static final long RECENT_BYTES_MAX = QueueLimit.RECENT_BYTES.standard();

  private static final long RECENT_BYTES_OF_ROOM_MIN =
      QueueLimit.RECENT_BYTES_OF_ROOM_LEAST.standard();
  private static final long RECENT_BYTES_OF_ROOM_MAX = QueueLimit.RECENT_BYTES_OF_ROOM.standard();

  private final Journal journal;
  private final ShardConfig config;
  private final InstantSource clock;
  private final Consumer<List<Turn>> observer;
  private final Inbox inbox;
  private final Map<RoomId, LiveRoom> rooms = new HashMap<>();

  /// Rooms with a turn of which it is not known whether it was recorded, and their heads before it.
  private final Map<RoomId, Long> doubted = new HashMap<>();

  /// What was recorded after all, and the observer is to be told of.
  private final List<Turn> resolved = new ArrayList<>();

  /// @param clock tells the time of events
  /// @param observer is told what a turn brought forth in all rooms, on the shard's thread, when it
  ///   has been recorded and is on its way to the followers; it must not wait
  public Shard(
      Journal journal, ShardConfig config, InstantSource clock, Consumer<List<Turn>> observer) {
    this.journal = journal;
    this.config = config;
    this.clock = clock;
    this.observer = observer;
    this.inbox = new Inbox(config.inboxMax(), INBOX_BYTES_MAX);
  }

  @Override
  public boolean submit(
      RoomId room, Command command, Consumer<Outcome> reply, Runnable whenRoom, Executor wakeBy) {
    return inbox.offer(new Request.Act(room, command, reply), whenRoom, wakeBy);
  }

  @Override
  public boolean whisper(
      RoomId room,
      Command.Whisper command,
      List<Follower> receivers,
      Consumer<Outcome> reply,
      Runnable whenRoom,
      Executor wakeBy) {
    return inbox.offer(new Request.Whisper(room, command, receivers, reply), whenRoom, wakeBy);
  }

  @Override
  public void follow(RoomId room, Follower follower, long after) {
    inbox.admit(new Request.Follow(room, follower, after));
  }

  @Override
  public void fence(Runnable reached) {
    fence(RoomId.LOBBY, reached);
  }

  private void fence(RoomId room, Runnable reached) {
    inbox.admit(new Request.Fence(room, reached));
  }

  /// Waits for work; false when the shard was closed and nothing is left to do.
  boolean await() throws InterruptedException {
    return inbox.await();
  }

  /// Lets [#await] end when all that was submitted has been done.
  void close() {
    inbox.close();
  }

  /// Does what has gathered; false when there was nothing.
  public boolean turn() {
    List<Request> requests = inbox.take(TURN_REQUESTS_MAX, TURN_BYTES_MAX);
    if (requests.isEmpty()) {
      return false;
    }
    Map<RoomId, List<Request>> byRoom = new LinkedHashMap<>();
    for (Request request : requests) {
      byRoom.computeIfAbsent(request.room(), _ -> new ArrayList<>()).add(request);
    }
    record(decide(byRoom));
    for (Request request : requests) {
      if (request instanceof Request.Fence fence) {
        fence.reached().run();
      }
    }
    return true;
  }

  /// @return none when the journal can't be read
  private List<RoomTurn> decide(Map<RoomId, List<Request>> byRoom) {
    try {
      load(byRoom.keySet());
      Map<RoomId, List<Known>> known = lookUp(byRoom);
      Map<String, RoomId> namesTaken = new HashMap<>();
      List<RoomTurn> turns = new ArrayList<>(byRoom.size());
      byRoom.forEach((id, asked) -> {
        var knowledge = new TurnKnowledge(id, known.getOrDefault(id, List.of()), namesTaken);
        turns.add(decide(id, asked, knowledge));
      });
      return turns;
    } catch (JournalException e) {
      log.atError().addKeyValue("rooms", byRoom.size()).setCause(e).log("rooms can't be read");
      byRoom.forEach((room, asked) -> refuse(room, asked, e));
      return List.of();
    }
  }

  private void record(List<RoomTurn> turns) {
    AppendResult result;
    try {
      result = append(turns);
    } catch (JournalException e) {
      log.atError().addKeyValue("rooms", turns.size()).setCause(e).log("append failed");
      turns.forEach(turn -> abandon(turn, RoomTurn::answerUnknown));
      return;
    }
    switch (result) {
      case AppendResult.Stored() -> {
        turns.forEach(this::complete);
        observer.accept(turns.stream().map(RoomTurn::toTurn).toList());
      }
      case AppendResult.DiskFull() ->
          turns.forEach(turn -> abandon(turn, RoomTurn::answerDiskFull));
      case AppendResult.Conflict(var rooms) -> {
        log.atWarn().addKeyValue("rooms", rooms.size()).log("append met a conflict");
        turns.forEach(turn -> abandon(turn, RoomTurn::answerUnknown));
      }
    }
  }

  private void complete(RoomTurn turn) {
    LiveRoom room = turn.room();
    Turn done = turn.toTurn();
    long recentBytesMax = recentBytesOfRoomMax();
    done.entries().forEach(entry -> room.recorded(entry, recentBytesMax));
    deliver(room, done);
    turn.answer();
    turn.newcomers().forEach(newcomer -> room.admit(newcomer, room.head()));
    if (room.state().kind() == null) {
      // Anybody can ask for a room that does not exist; it must not stay in memory.
      rooms.remove(turn.id());
    }
  }

  /// The more rooms, the less of each is kept.
  private long recentBytesOfRoomMax() {
    return Math.clamp(
        RECENT_BYTES_MAX / rooms.size(), RECENT_BYTES_OF_ROOM_MIN, RECENT_BYTES_OF_ROOM_MAX);
  }

  private void abandon(RoomTurn turn, Consumer<RoomTurn> answer) {
    doubted.putIfAbsent(turn.id(), turn.room().head());
    forget(turn.id());
    answer.accept(turn);
    turn.newcomers().forEach(newcomer -> follow(turn.id(), newcomer, HEAD));
    // Has the room loaded soon, whether anybody asks for it or not.
    fence(turn.id(), () -> {});
  }

  private RoomTurn decide(RoomId id, List<Request> requests, TurnKnowledge knowledge) {
    LiveRoom room = requireNonNull(rooms.get(id));
    // Before the turn's events: who has caught up gets them live.
    for (Request request : requests) {
      if (request instanceof Request.Follow(_, Follower follower, long after) && after != HEAD) {
        room.admit(follower, after);
      }
    }
    RoomTurn turn = new RoomTurn(id, room, clock.millis(), knowledge);
    for (Request request : requests) {
      switch (request) {
        case Request.Act act -> turn.decide(act);
        case Request.Whisper whisper -> turn.decide(whisper);
        case Request.Follow(_, Follower follower, long after) when after == HEAD ->
            turn.addNewcomer(follower);
        case Request.Follow _, Request.Fence _ -> {}
      }
    }
    return turn;
  }

  private Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Request>> byRoom) {
    Map<RoomId, List<Command>> commands = new HashMap<>();
    byRoom.forEach((id, requests) -> {
      for (Request request : requests) {
        if (request instanceof Request.Act(_, Command command, _) && command.refersToLog()) {
          commands.computeIfAbsent(id, _ -> new ArrayList<>()).add(command);
        }
      }
    });
    return commands.isEmpty() ? Map.of() : journal.lookUp(commands);
  }

  private void load(Collection<RoomId> ids) {
    List<RoomId> missing = ids.stream().filter(id -> !rooms.containsKey(id)).toList();
    if (missing.isEmpty()) {
      return;
    }
    journal
        .load(missing)
        .forEach((id, state) -> {
          resolve(id, state.head());
          rooms.put(id, live(new Room(state, config.textBytesMax())));
        });
    if (!resolved.isEmpty()) {
      observer.accept(List.copyOf(resolved));
      resolved.clear();
    }
  }

  /// Finds out what was recorded after all.
  private void resolve(RoomId id, long head) {
    Long known = doubted.get(id);
    if (known != null && known < head) {
      List<LogEntry> entries = journal.read(id, known, Integer.MAX_VALUE, Integer.MAX_VALUE);
      resolved.add(new Turn(id, entries, List.of()));
    }
    doubted.remove(id);
  }

  LiveRoom live(Room state) {
    return new LiveRoom(state);
  }

  AppendResult append(List<RoomTurn> turns) {
    List<Journal.Batch> batches =
        turns.stream().filter(RoomTurn::hasEvents).map(RoomTurn::batch).toList();
    return batches.isEmpty() ? new AppendResult.Stored() : journal.append(batches);
  }

  void deliver(LiveRoom room, Turn turn) {
    if (turn.entries().isEmpty() && turn.whispers().isEmpty()) {
      return;
    }
    // A receiver that has only just registered may be the first on its lane.
    turn.whispers().forEach(whispered -> room.audienceOn(whispered.receiver().lane()));
    room.audiences().forEach(audience -> audience.lane().execute(() -> deliver(audience, turn)));
  }

  /// Runs on the audience's lane.
  void deliver(Audience audience, Turn turn) {
    try (Delivery delivery = new Delivery(turn)) {
      audience.deliver(delivery);
    }
  }

  /// On any doubt: the journal is the truth. The followers read it, and the room is loaded anew.
  void forget(RoomId id) {
    LiveRoom room = rooms.remove(id);
    if (room != null) {
      room.audiences().forEach(audience -> audience.lane().execute(audience::detachAll));
    }
  }

  private void refuse(RoomId id, List<Request> requests, JournalException cause) {
    forget(id);
    for (Request request : requests) {
      switch (request) {
        case Request.Act act -> act.reply().accept(new Outcome.Unknown());
        case Request.Whisper whisper -> whisper.reply().accept(new Outcome.Unknown());
        case Request.Follow(_, Follower follower, _) ->
            follower.lane().execute(() -> follower.failed(cause));
        case Request.Fence _ -> {}
      }
    }
  }
}
