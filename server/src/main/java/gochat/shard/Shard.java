package gochat.shard;

import gochat.journal.Journal;
import gochat.journal.Journal.MessageKey;
import gochat.journal.JournalException;
import gochat.room.Command;
import gochat.room.Recorded;
import gochat.room.Room;
import gochat.room.RoomId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs rooms. Requests gather in the inbox while a turn waits for the journal; the next turn takes
/// what has gathered, so that one sync serves all of it: a group commit by itself.
///
/// [#turn] is called by one thread, which is the only writer of all its rooms; the other public
/// methods are for all threads and don't wait. A turn records first, then answers, then delivers.
public class Shard {
  /// A position to follow from: the log's end, without history.
  public static final long HEAD = -1;

  private static final Logger log = LoggerFactory.getLogger(Shard.class);

  private static final int INBOX_BYTES_MAX = 8 * 1_024 * 1_024;
  private static final int TURN_REQUESTS_MAX = 1_024;
  private static final int TURN_BYTES_MAX = 64 * 1_024;

  private final Journal journal;
  private final ShardConfig config;
  private final InstantSource clock;
  private final Inbox inbox;
  private final Map<RoomId, LiveRoom> rooms = new HashMap<>();

  /// @param clock tells the time of events
  public Shard(Journal journal, ShardConfig config, InstantSource clock) {
    this.journal = journal;
    this.config = config;
    this.clock = clock;
    this.inbox = new Inbox(config.inboxMax(), INBOX_BYTES_MAX);
  }

  /// Submits a message.
  ///
  /// @param reply is told the outcome once, on the shard's thread; it must not wait
  /// @param whenRoom is run once, on the shard's thread, when it is worth to try a refused one
  ///   again
  /// @return false when the inbox is full: nothing was taken
  public boolean post(
      RoomId room, Command.Post command, Consumer<Outcome> reply, Runnable whenRoom) {
    return inbox.offer(new Request.Post(room, command, reply), whenRoom);
  }

  /// Submits a private message to `receiver`. Parameters and result as for [#post]; after
  /// [Outcome.Passed], `reply` may be told [Outcome.Undelivered], on any thread.
  public boolean whisper(
      RoomId room,
      Command.Whisper command,
      Follower receiver,
      Consumer<Outcome> reply,
      Runnable whenRoom) {
    return inbox.offer(new Request.Whisper(room, command, receiver, reply), whenRoom);
  }

  /// Makes `follower` live, or tells it that it is too far behind.
  ///
  /// @param after the seq of the last event that the follower has, or [#HEAD]
  public void follow(RoomId room, Follower follower, long after) {
    inbox.admit(new Request.Follow(room, follower, after));
  }

  /// Runs `reached`, on the shard's thread, once everything that was submitted before has ended.
  public void fence(RoomId room, Runnable reached) {
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
    List<RoomTurn> turns = new ArrayList<>(byRoom.size());
    byRoom.forEach((room, asked) -> {
      try {
        turns.add(decide(room, asked));
      } catch (JournalException e) {
        refuse(room, asked, e);
      }
    });
    if (record(turns)) {
      turns.forEach(this::complete);
    } else {
      turns.forEach(this::abandon);
    }
    for (Request request : requests) {
      if (request instanceof Request.Fence fence) {
        fence.reached().run();
      }
    }
    return true;
  }

  private void complete(RoomTurn turn) {
    LiveRoom room = turn.room();
    Turn done = turn.toTurn();
    done.entries().forEach(room::apply);
    turn.answer();
    deliver(room, done);
    turn.newcomers().forEach(newcomer -> room.admit(newcomer, room.state().head()));
  }

  private void abandon(RoomTurn turn) {
    forget(turn.id());
    turn.answerUnknown();
    turn.newcomers().forEach(newcomer -> follow(turn.id(), newcomer, HEAD));
  }

  private RoomTurn decide(RoomId id, List<Request> requests) {
    LiveRoom room = load(id);
    Set<MessageKey> keys = RoomTurn.messageKeys(requests);
    Map<MessageKey, Recorded> known = keys.isEmpty() ? Map.of() : journal.recorded(id, keys);
    RoomTurn turn = new RoomTurn(id, room, clock.millis(), known);
    for (Request request : requests) {
      switch (request) {
        case Request.Post post -> turn.decide(post);
        case Request.Whisper whisper -> turn.decide(whisper);
        case Request.Follow(_, Follower follower, long after) when after == HEAD ->
            turn.addNewcomer(follower);
        // Before the turn's events: who has caught up gets them live.
        case Request.Follow(_, Follower follower, long after) -> room.admit(follower, after);
        case Request.Fence _ -> {}
      }
    }
    return turn;
  }

  private LiveRoom load(RoomId id) {
    LiveRoom room = rooms.get(id);
    if (room == null) {
      room = new LiveRoom(new Room(journal.head(id), config.textBytesMax()));
      rooms.put(id, room);
    }
    return room;
  }

  /// Whether the journal holds all that was decided.
  boolean record(List<RoomTurn> turns) {
    List<Journal.Batch> batches =
        turns.stream().filter(RoomTurn::hasEvents).map(RoomTurn::batch).toList();
    if (batches.isEmpty()) {
      return true;
    }
    try {
      return switch (journal.append(batches)) {
        case STORED -> true;
        case CONFLICT -> {
          log.atWarn().addKeyValue("rooms", batches.size()).log("append met a conflict");
          yield false;
        }
      };
    } catch (JournalException e) {
      log.atError().addKeyValue("rooms", batches.size()).setCause(e).log("append failed");
      return false;
    }
  }

  void deliver(LiveRoom room, Turn turn) {
    if (turn.entries().isEmpty() && turn.whispers().isEmpty()) {
      return;
    }
    // A receiver that has only just registered may be the first on its lane.
    turn.whispers().forEach(whispered -> room.audienceOn(whispered.receiver().lane()));
    room.audiences().forEach(audience -> audience.lane().execute(() -> audience.deliver(turn)));
  }

  /// On any doubt: the journal is the truth. The followers read it, and the room is loaded anew.
  void forget(RoomId id) {
    LiveRoom room = rooms.remove(id);
    if (room != null) {
      room.audiences().forEach(audience -> audience.lane().execute(audience::detachAll));
    }
  }

  private void refuse(RoomId id, List<Request> requests, JournalException cause) {
    log.atError().addKeyValue("room", id.value()).setCause(cause).log("room can't be read");
    forget(id);
    for (Request request : requests) {
      switch (request) {
        case Request.Post post -> post.reply().accept(new Outcome.Unknown());
        case Request.Whisper whisper -> whisper.reply().accept(new Outcome.Unknown());
        case Request.Follow(_, Follower follower, _) ->
            follower.lane().execute(() -> follower.failed(cause));
        case Request.Fence _ -> {}
      }
    }
  }
}
