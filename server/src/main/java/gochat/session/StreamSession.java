package gochat.session;

import gochat.account.Identity;
import gochat.presence.PresenceTracker;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Follower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream of the v1 API: brings one client all that its user may read as a member, each room from
/// the client's cursor on. Rooms come and go with the user's memberships.
///
/// Confined to the lane of its stream, but for looking things up in the store, which waits.
public final class StreamSession {
  private static final Logger log = LoggerFactory.getLogger(StreamSession.class);

  private final UUID id;
  private final Identity identity;
  private final Lane lane;
  private final Services services;
  private final Client client;
  private final Presence presence = new Presence();
  private final FollowedRooms rooms;
  private final Latest latest;

  /// Up to where the client knows that its user has read. Of moves that are made at once the later
  /// one may be heard of first.
  private final Map<RoomId, Long> markers = new HashMap<>();

  /// What happened while the stream opened; null once it is open.
  private @Nullable List<Runnable> whenOpen = new ArrayList<>();

  /// Changed on the lane; read by what is looked up for this stream, which stops when it is gone.
  private volatile boolean hasEnded;

  /// @param id never used before, in any run of the server
  public StreamSession(UUID id, Identity identity, Lane lane, Services services, Client client) {
    this.id = id;
    this.identity = identity;
    this.lane = lane;
    this.services = services;
    this.client = client;
    rooms = new FollowedRooms(lane, services, presence, client, new RoomsOwner());
    latest = new Latest(client);
  }

  public UUID id() {
    return id;
  }

  /// Starts. Called once.
  ///
  /// @return false when the user has too many streams: this one has ended
  public boolean open(FollowWishes wishes) {
    Optional<Ending> refusal = services.online().enter(presence);
    if (refusal.isPresent()) {
      end(refusal.get());
      return false;
    }
    watch(wishes.watched());
    lane.ask(
        () -> Opening.read(services, identity.user(), wishes, () -> hasEnded),
        opening -> opened(opening, wishes),
        cause -> broken(Ending.UNAVAILABLE, cause));
    return true;
  }

  private void opened(Opening opening, FollowWishes wishes) {
    if (hasEnded) {
      return;
    }
    rooms.open(opening, wishes);
    List<Runnable> meanwhile = whenOpen == null ? List.of() : whenOpen;
    whenOpen = null;
    meanwhile.forEach(this::onceOpen);
    tellLatest();
  }

  /// Whose presence the client wants from now on, instead of those before.
  public void watch(Set<UUID> users) {
    if (!hasEnded) {
      services.presenceTracker().watch(presence, users);
    }
  }

  /// The client says no more and wants to hear no more.
  public void leave() {
    end(Ending.DONE);
  }

  /// The server stops: what was asked for before is answered first.
  public void shutDown() {
    services.rooms().fence(() -> lane.execute(() -> end(Ending.SHUTDOWN)));
  }

  /// The token is no longer good.
  public void revoked() {
    end(Ending.REVOKED);
  }

  /// The stream is gone, whatever the reason.
  public void disconnected() {
    if (hasEnded) {
      return;
    }
    hasEnded = true;
    services.presenceTracker().unwatch(presence);
    services.online().leave(presence);
    rooms.close();
  }

  /// The client's outlet has handed over all that it took.
  public void drained() {
    rooms.drained();
    tellLatest();
  }

  private void tellLatest(Object subject, Item item) {
    latest.put(subject, item);
    tellLatest();
  }

  private void tellLatest() {
    if (!hasEnded && whenOpen == null) {
      latest.tell();
    }
  }

  /// @return whether it is news
  private boolean learnMarker(RoomId room, long seq) {
    Long before = markers.get(room);
    boolean isNew = before == null || before < seq;
    if (isNew) {
      markers.put(room, seq);
    }
    return isNew;
  }

  /// The client knows of a marker otherwise, and is not told of it or of an earlier one.
  private void knowsMarker(RoomId room, long seq) {
    var _ = learnMarker(room, seq);
    if (readSeq(room) == seq) {
      latest.forget(room);
    }
  }

  private long readSeq(RoomId room) {
    return markers.getOrDefault(room, 0L);
  }

  private void end(Ending ending) {
    if (!hasEnded) {
      disconnected();
      client.end(ending);
    }
  }

  /// Runs `task` when the client has been told of the rooms with which the stream opens: now, or as
  /// soon as it has. Not at all when the stream ends before.
  public void onceOpen(Runnable task) {
    if (hasEnded) {
      return;
    }
    if (whenOpen == null) {
      task.run();
    } else {
      whenOpen.add(task);
    }
  }

  private void broken(Ending ending, @Nullable RuntimeException cause) {
    if (cause != null) {
      log.atError().addKeyValue("session", id).setCause(cause).log("session broke");
    }
    end(ending);
  }

  private final class RoomsOwner implements FollowedRooms.Owner {
    @Override
    public void followed(RoomId room, long readSeq) {
      knowsMarker(room, readSeq);
    }

    @Override
    public long readSeq(RoomId room) {
      return StreamSession.this.readSeq(room);
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      StreamSession.this.broken(ending, cause);
    }
  }

  /// The subject of [Item.Hidden]: a room alone is that of its marker.
  private record Hiding(RoomId room) {}

  /// This stream as others see it, from any thread.
  private final class Presence implements Online.Stream, PresenceTracker.Watcher {
    @Override
    public UUID id() {
      return id;
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public Follower lobby() {
      return rooms.lobby();
    }

    @Override
    public boolean isCrowdedBy(UUID sender) {
      return rooms.lobby().isCrowdedBy(sender);
    }

    @Override
    public void tell(Signal signal) {
      switch (signal) {
        case Signal.Arrived(RoomId room, long seq) ->
            lane.execute(() -> onceOpen(() -> rooms.arrived(room, seq)));
        case Signal.Departed(RoomId room, LogEntry departure) ->
            lane.execute(() -> onceOpen(() -> rooms.departed(room, departure)));
        // It follows the conversation itself.
        case Signal.Addressed _ -> {}
        case Signal.MarkerMoved moved -> lane.execute(() -> moved(moved));
        case Signal.Hidden hidden when id.equals(hidden.by()) -> {}
        case Signal.Hidden(RoomId room, boolean isHidden, _) ->
            lane.execute(() -> tellLatest(new Hiding(room), new Item.Hidden(room, isHidden)));
        case Item.Typing typing -> lane.execute(() -> typing(typing));
        case Item.PresenceChanged changed ->
            lane.execute(() -> tellLatest(changed.user(), changed));
      }
    }

    @Override
    public void changed(UUID user, PresenceTracker.Presence now) {
      tell(new Item.PresenceChanged(user, now));
    }
  }

  private void moved(Signal.MarkerMoved moved) {
    if (id.equals(moved.by())) {
      knowsMarker(moved.room(), moved.seq());
    } else if (learnMarker(moved.room(), moved.seq())) {
      tellLatest(moved.room(), new Item.MarkerMoved(moved.room(), moved.seq()));
    }
  }

  private void typing(Item.Typing typing) {
    if (rooms.contains(typing.room()) && whenOpen == null) {
      client.offer(List.of(typing));
    }
  }
}
