package gochat.session;

import gochat.account.Identity;
import gochat.account.User;
import gochat.journal.ReadMarkers.Unread;
import gochat.presence.PresenceTracker.Presence;
import gochat.room.RoomId;
import gochat.session.FollowWishes.Cursor;
import gochat.shard.Fault;
import gochat.shard.Rooms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A v1 stream as its client sees it: checks at once that it keeps its form, and remembers what it
/// brought.
final class DeviceStream extends SlowOutlet implements Client {
  private final Cast cast;
  private final World world;
  private final User user;
  private final Life life;
  private final long epoch;
  private final FollowWishes wishes;
  private final Lane lane;
  private final Rooms rooms;
  private final UUID token;
  private final Session<Object> session;
  private final Map<RoomId, Long> headsBefore = new HashMap<>();

  /// Cursors and wishes of which nothing was said yet.
  private final Map<RoomId, Cursor> cursors = new HashMap<>();

  private final Set<RoomId> unanswered = new HashSet<>();
  private final Set<RoomId> resets = new HashSet<>();
  private final Map<RoomId, Following> current = new HashMap<>();
  private final List<Following> all = new ArrayList<>();
  private final Map<UUID, Presence> presences = new HashMap<>();
  private final Map<UUID, Integer> presencesTold = new HashMap<>();

  /// How often those who are watched had changed when the stream was opened.
  private final Map<UUID, Integer> presencesBefore = new HashMap<>();

  private final Map<RoomId, Long> markers = new HashMap<>();

  /// Those that were acknowledged before the stream was opened.
  private Map<RoomId, Long> markersBefore = Map.of();

  /// What its own requests were answered, to be read behind so many items.
  private record Answer(RoomId room, long seq, long behind) {}

  private final ArrayDeque<Answer> answers = new ArrayDeque<>();
  private long read;
  private boolean isOpen;
  private boolean isCaughtUp;
  private @Nullable Ending ending;

  DeviceStream(Cast cast, User user, FollowWishes wishes) {
    this.cast = cast;
    this.world = cast.world;
    this.user = user;
    this.wishes = wishes;
    life = world.life();
    epoch = world.disk().chronicle().epoch();
    lane = life.newLane();
    rooms = life.anyServices().rooms();
    token = world.newUuid();
    session = Session.v1(world.newUuid(), new Opened(), lane, life.services, this);
    wishes.cursors().forEach(cursor -> cursors.put(cursor.room(), cursor));
    unanswered.addAll(cursors.keySet());
    unanswered.addAll(wishes.rooms());
  }

  /// Of the stream, as the server knows it.
  UUID id() {
    return session.id();
  }

  /// Where its requests are handled: by this server or by another one.
  Rooms rooms() {
    return rooms;
  }

  Lane lane() {
    return lane;
  }

  void open() {
    lane.execute(() -> {
      Chronicle now = world.disk().chronicle();
      now.rooms().forEach(room -> headsBefore.put(room, now.head(room)));
      markersBefore = cast.markers(user.id());
      wishes.watched().forEach(id -> presencesBefore.put(id, life.presenceChanges(id)));
      life.opening.add(user.id());
      session.open(new Identity(user, token), null, wishes);
    });
  }

  void disconnect() {
    lane.execute(session::disconnected);
  }

  void shutDown() {
    if (world.fault() != Fault.STOP_UNHEARD) {
      lane.execute(session::shutDown);
    }
  }

  /// Whether its requests are handled that are about what it is told.
  boolean isOpen() {
    return isOpen && !hasEnded();
  }

  void setAway(boolean isAway) {
    life.presenceTracker.setAway(user.id(), token, isAway);
  }

  /// It asked to mark a room as read, and this is the answer.
  void marked(RoomId room, long seq) {
    if (!hasEnded()) {
      answers.add(new Answer(room, seq, taken()));
    }
  }

  void leave() {
    lane.execute(session::halfClosed);
  }

  boolean hasEnded() {
    return ending != null;
  }

  @Override
  public void opened() {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

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

  /// Reads on; what it has read moves `cursors`.
  void read(int itemsMax, Map<RoomId, Cursor> kept) {
    readAnswers();
    for (int i = 0; i < itemsMax && !isDrained(); i++) {
      see(take(), kept);
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
      // Another device may have read further since.
      markers.merge(answer.room(), answer.seq(), Math::max);
      cast.marked(user.id(), answer.room(), answer.seq());
    }
  }

  @Override
  public boolean offer(List<Item> offered) {
    boolean isTaken = super.offer(offered);
    if (isTaken && world.fault() == Fault.DRAINED_WITHIN_OFFER) {
      session.drained();
    }
    return isTaken;
  }

  private void see(Item item, Map<RoomId, Cursor> kept) {
    switch (item) {
      case Item.Reset(RoomId room, long now) -> {
        Cursor cursor = cursors.get(room);
        expect(item, cursor != null && cursor.epoch() != now && now == epoch && resets.add(room));
      }
      case Item.Followed followed -> followed(followed, kept);
      case Item.Gap gap -> {
        Following following = current.get(gap.room());
        expect(item, following != null && following.skip(gap, wishes.catchUpMax()));
        kept.put(gap.room(), new Cursor(gap.room(), epoch, gap.to()));
      }
      case Item.Event event -> {
        Following following = current.get(event.room());
        expect(item, following != null && following.add(event.entry()));
        kept.put(event.room(), new Cursor(event.room(), epoch, event.entry().seq()));
      }
      case Item.RoomCaughtUp(RoomId room, long seq) -> {
        Following following = current.get(room);
        expect(item, following != null && following.caughtUp(seq));
      }
      case Item.CaughtUp _ -> {
        boolean isDue =
            all.stream().filter(Following::isAwaited).allMatch(f -> f.isCaughtUp() || f.isOver());
        expect(item, isDue && !isCaughtUp && current.containsKey(RoomId.LOBBY));
        isCaughtUp = true;
      }
      case Item.Unfollowed unfollowed -> unfollowed(unfollowed);
      case Item.MarkerMoved(RoomId room, long seq) ->
          expect(
              item,
              seq <= world.disk().chronicle(epoch).head(room)
                  && seq > markers.getOrDefault(room, -1L)
                  && isNoStepBack(room, seq));
      case Item.PresenceChanged(UUID watched, Presence presence) -> {
        int changes = life.presenceChanges(watched) - presencesBefore.getOrDefault(watched, 0);
        int told = presencesTold.merge(watched, 1, Integer::sum);
        // What it is told first was so before.
        expect(item, wishes.watched().contains(watched) && told <= changes + 1);
        presences.put(watched, presence);
      }
      case Item.Typing typing -> expect(item, current.containsKey(typing.room()));
      case Item.Hidden _, Item.Private _ -> expect(item, false);
    }
  }

  private void followed(Item.Followed followed, Map<RoomId, Cursor> kept) {
    RoomId room = followed.listing().room();
    Cursor wanted = cursors.remove(room);
    unanswered.remove(room);
    boolean isReset = wanted != null && wanted.epoch() != epoch;
    Following following =
        new Following(followed, user.id(), wanted, headsBefore.getOrDefault(room, 0L));
    expect(
        followed,
        followed.epoch() == epoch
            && resets.remove(room) == isReset
            && isNoStepBack(room, followed.unread().readSeq())
            && followed.unread().readSeq() >= markersBefore.getOrDefault(room, 0L)
            && current.put(room, following) == null);
    all.add(following);
    kept.put(room, new Cursor(room, epoch, followed.after()));
  }

  private boolean isNoStepBack(RoomId room, long readSeq) {
    return markers.merge(room, readSeq, Math::max) == readSeq;
  }

  private void unfollowed(Item.Unfollowed unfollowed) {
    RoomId room = unfollowed.room();
    Following following = current.remove(room);
    cursors.remove(room);
    if (following == null) {
      expect(unfollowed, unanswered.remove(room));
    } else {
      following.end(unfollowed);
    }
  }

  private void expect(Item item, boolean isDue) {
    if (!isDue) {
      violated("did not expect " + item);
    }
  }

  private void violated(String what) {
    world.violated(user.name() + " by " + id() + " with " + wishes + ": " + what);
  }

  /// Whether it has brought all that there is for it.
  boolean isComplete(List<RoomId> expected) {
    return isCaughtUp
        && isDrained()
        && current.keySet().containsAll(expected)
        && current.values().stream().allMatch(f -> f.position() == world.disk().head(f.room))
        && current.keySet().stream().allMatch(room -> expected.contains(room) || isWished(room))
        && current.values().stream().allMatch(this::isMarkerKnown)
        && presences.entrySet().stream()
            .allMatch(told -> told.getValue().equals(life.presenceTracker.presence(told.getKey())))
        && presences.keySet().equals(wishes.watched());
  }

  private boolean isMarkerKnown(Following following) {
    RoomId room = following.room;
    Unread unread = world.disk().markers().unread(user.id(), List.of(room)).get(room);
    return !following.isOfMember()
        || (unread != null && markers.getOrDefault(room, 0L) == unread.readSeq());
  }

  private boolean isWished(RoomId room) {
    return wishes.rooms().contains(room)
        && world.disk().chronicle().isReadable(room, world.disk().head(room), user.id());
  }

  void check() {
    Chronicle chronicle = world.disk().chronicle(epoch);
    for (Following following : all) {
      following.check(chronicle).forEach(wrong -> violated(following.room + ": " + wrong));
    }
  }

  private final class Opened extends NoRequests<Object> {
    @Override
    public void ready(Identity identity) {
      isOpen = true;
    }
  }
}
