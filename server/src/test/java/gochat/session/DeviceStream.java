package gochat.session;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import gochat.account.Identity;
import gochat.account.User;
import gochat.checker.Event;
import gochat.checker.HistoryRecorder.Invocation;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Marked;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.SetAway;
import gochat.checker.Stream;
import gochat.checker.Stream.Frame;
import gochat.presence.PresenceTracker.Availability;
import gochat.room.RoomId;
import gochat.session.FollowWishes.Cursor;
import gochat.session.FollowWishes.From;
import gochat.shard.FaultyShard.Fault;
import gochat.shard.Rooms;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The client's end of a v1 stream. It records the requests and the frames.
final class DeviceStream extends TestClient.Slow {
  /// The result of a request.
  ///
  /// @param behind the number of items to be read before it
  private record Answer(Invocation invocation, long seq, long behind) {}

  private final World world;
  private final User user;
  private final FollowWishes wishes;
  private final Life life;
  private final Lane lane;
  private final Rooms rooms;
  private final UUID token;
  private final Session<Object> session;

  /// The store that the server knew when it was asked for the stream.
  private Disk disk;

  /// Null until the server is asked for the stream.
  private @Nullable StreamRecorder recorder;

  /// By followed room: the seq of the last event.
  private final Map<RoomId, Long> positions = new HashMap<>();

  private final ArrayDeque<Answer> answers = new ArrayDeque<>();
  private long read;
  private boolean isReady;
  private boolean isCaughtUp;
  private @Nullable Ending ending;

  DeviceStream(World world, User user, FollowWishes wishes) {
    this.world = world;
    this.user = user;
    this.wishes = wishes;
    life = world.servers().main();
    disk = world.disk();
    lane = life.newLane();
    rooms = world.servers().forRequests().services.rooms();
    token = world.newUuid();
    session = Session.v1(world.newUuid(), new Opened(), lane, life.services, this);
  }

  /// The server's id of the stream.
  UUID id() {
    return session.id();
  }

  /// The id of the stream in the history.
  String name() {
    return recorder == null ? user.name() + "#0" : recorder.id();
  }

  boolean hasBegun() {
    return recorder != null;
  }

  /// The rooms of the server that handles its requests: this one or another one.
  Rooms rooms() {
    return rooms;
  }

  Invocation invoked(Request request) {
    return world.recorder().invoked(user.name().toString(), name(), request);
  }

  void open() {
    lane.execute(() -> {
      life.opening.add(user.id());
      disk = life.store().connected();
      recorder = newRecorder();
      session.open(new Identity(user, token), null, heard(wishes));
    });
  }

  private FollowWishes heard(FollowWishes wishes) {
    return world.fault == Fault.JOINED_IGNORED && wishes.from() == From.JOINED
        ? new FollowWishes(
            wishes.cursors(), From.END, wishes.rooms(), wishes.catchUpMax(), wishes.watched())
        : wishes;
  }

  private StreamRecorder newRecorder() {
    return world
        .recorder()
        .opened(
            user.name().toString(),
            Stream.Kind.V1,
            new Stream.Wishes(
                wishes.cursors().stream()
                    .collect(
                        toMap(
                            cursor -> cursor.room().value(),
                            cursor -> new Stream.Cursor(cursor.epoch(), cursor.seq()))),
                Stream.From.valueOf(wishes.from().name()),
                wishes.catchUpMax(),
                wishes.watched().stream().map(world::nameOf).collect(toSet())));
  }

  void disconnect() {
    lane.execute(session::disconnected);
  }

  void shutDown() {
    if (world.fault != Fault.STOP_UNHEARD) {
      lane.execute(session::shutDown);
    }
  }

  void sweep() {
    lane.execute(() -> session.sweep(System.nanoTime()));
  }

  void leave() {
    lane.execute(session::halfClosed);
  }

  /// Whether the server handles requests of the stream itself.
  boolean isOpen() {
    return isReady && !hasEnded();
  }

  boolean hasEnded() {
    return ending != null;
  }

  void setAway(boolean isAway) {
    Invocation invocation = invoked(new SetAway(isAway));
    life.presenceTracker.setAway(user.id(), token, isAway);
    invocation.completed(new Done());
  }

  void markRead(RoomId room, long seq) {
    Invocation invocation = invoked(new MarkRead(room.value(), seq));
    lane.waiting()
        .execute(() -> {
          long now = life.markRead(user.id(), room, seq, id());
          lane.execute(() -> {
            if (!hasEnded()) {
              answers.add(new Answer(invocation, now, taken()));
            }
          });
        });
  }

  @Override
  public void add(Item item) {
    life.opening.remove(user.id());
    super.add(item);
  }

  @Override
  public void end(Ending ending) {
    life.opening.remove(user.id());
    this.ending = ending;
  }

  @Override
  public boolean offer(List<Item> offered) {
    boolean isTaken = super.offer(offered);
    if (isTaken && world.fault == Fault.DRAINED_WITHIN_OFFER) {
      session.drained();
    }
    return isTaken;
  }

  /// Reads items and moves `cursors` behind them.
  void read(int itemsMax, Map<RoomId, Cursor> cursors) {
    readAnswers();
    for (int i = 0; i < itemsMax && !isDrained(); i++) {
      see(next(), cursors);
      read++;
      readAnswers();
      if (isDrained()) {
        lane.execute(session::drained);
      }
    }
  }

  private void readAnswers() {
    while (!answers.isEmpty() && answers.element().behind() <= read) {
      Answer answer = answers.remove();
      answer.invocation().completed(new Marked(answer.seq()));
    }
  }

  private void see(Item item, Map<RoomId, Cursor> cursors) {
    long at = world.recorder().now();
    switch (item) {
      case Item.Reset(RoomId room, long now) -> told(new Stream.Reset(at, room.value(), now));
      case Item.Followed followed -> {
        RoomId room = followed.listing().room();
        long head = followed.listing().head();
        told(new Stream.Followed(at, room.value(), followed.epoch(), followed.after(), head));
        // A user who is not a member has no marker.
        if (room.equals(RoomId.LOBBY) || followed.listing().role() != null) {
          told(new Stream.MarkerFound(at, room.value(), followed.unread().readSeq()));
        }
        move(room, followed.after(), cursors);
      }
      case Item.Gap(RoomId room, _, long from, long to, Item.Gap.Cause cause) -> {
        if (cause == Item.Gap.Cause.CATCH_UP_MAX) {
          told(new Stream.Gap(at, room.value(), from, to));
        } else if (world.fault != Fault.REMOVAL_UNTOLD) {
          told(new Stream.Removed(at, room.value(), from, to));
        }
        move(room, to, cursors);
      }
      case Item.Event(RoomId room, long epoch, var entry) -> {
        told(new Stream.Happened(at, Event.of(room, epoch, entry)));
        move(room, entry.seq(), cursors);
      }
      case Item.RoomCaughtUp(RoomId room, _, long seq) ->
          told(new Stream.CaughtUp(at, room.value(), seq));
      case Item.CaughtUp _ -> {
        told(new Stream.AllCaughtUp(at));
        isCaughtUp = true;
      }
      case Item.Unfollowed(RoomId room, _, _) -> {
        told(new Stream.Unfollowed(at, room.value()));
        positions.remove(room);
      }
      case Item.MarkerMoved(RoomId room, long epoch, long seq) -> {
        // One of newer logs has no meaning here.
        if (epoch == disk.epoch()) {
          told(new Stream.MarkerMoved(at, room.value(), seq));
        }
      }
      case Item.PresenceChanged(UUID watched, var presence) ->
          told(
              new Stream.PresenceTold(
                  at, world.nameOf(watched), presence(presence.availability())));
      case Item.Typing typing -> {
        if (!positions.containsKey(typing.room())) {
          world
              .recorder()
              .problem(name() + " was told " + typing + " of a room that it does not follow");
        }
      }
      case Item.Hidden _, Item.Private _, Item.PrivacyTold _, Item.SelfChanged _ ->
          world.recorder().problem(name() + " was told " + item);
    }
  }

  private void told(Frame frame) {
    requireNonNull(recorder).told(frame);
  }

  private void move(RoomId room, long seq, Map<RoomId, Cursor> cursors) {
    positions.put(room, seq);
    cursors.put(room, new Cursor(room, disk.epoch(), seq));
  }

  private static Stream.Presence presence(Availability availability) {
    return switch (availability) {
      case ONLINE -> Stream.Presence.ONLINE;
      case AWAY -> Stream.Presence.AWAY;
      case OFFLINE -> Stream.Presence.OFFLINE;
    };
  }

  /// Whether it follows all of `expected` and has brought all of their events.
  boolean isComplete(List<RoomId> expected) {
    return disk.epoch() == world.disk().epoch()
        && isCaughtUp
        && isDrained()
        && answers.isEmpty()
        && positions.keySet().containsAll(expected)
        && positions.entrySet().stream()
            .allMatch(room ->
                room.getValue() == world.disk().head(room.getKey())
                    && (expected.contains(room.getKey()) || isWished(room.getKey())));
  }

  private boolean isWished(RoomId room) {
    // Each stream of an administrator follows the audit log.
    return (wishes.rooms().contains(room) || room.equals(RoomId.AUDIT))
        && world.mayRead(user, room);
  }

  private final class Opened extends NoRequests<Object> {
    @Override
    public void ready(Identity identity) {
      isReady = true;
    }
  }
}
