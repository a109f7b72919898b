package gochat.session;

import static java.util.Objects.requireNonNull;

import gochat.account.Privacy;
import gochat.account.User;
import gochat.limit.StreamLimit;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The contract of the v1 API. A stream follows the rooms that its user is a member of, and those
/// that it requests; it gets all signals, outcomes as replies to its requests, and its own events
/// as those of other users.
///
/// @param <M> a request
final class V1Contract<M> implements Contract<M>, FollowedRooms.Owner {
  private final Session<M> session;
  private final Requests<M> requests;
  private final Latest latest;

  /// Set when the client is identified.
  private @Nullable FollowedRooms rooms;

  /// The read markers that the client knows. Of concurrent moves, the later one may arrive first.
  private final Map<RoomId, Long> markers = new HashMap<>();

  /// As the client knows it; null when the user has changed nothing.
  private @Nullable Privacy privacy;

  private long privacyReadings;

  /// Signals that arrived while the stream opened; null once it is open.
  private @Nullable List<Runnable> whenOpen = new ArrayList<>();

  V1Contract(Session<M> session, Requests<M> requests) {
    this.session = session;
    this.requests = requests;
    latest = new Latest(session.client());
  }

  @Override
  public long silentNanosMax() {
    return session.services().limits().nanos(StreamLimit.START_TIMEOUT);
  }

  @Override
  public Ending silent() {
    return Ending.notStarted(silentNanosMax());
  }

  @Override
  public boolean take(M request) {
    return session.isEnded() || requests.take(request);
  }

  @Override
  public void tooLong(long bytes, int bytesMax) {
    requests.tooLong(bytes, bytesMax);
  }

  @Override
  public void admitted() {
    rooms = new FollowedRooms(session, this);
  }

  @Override
  public void changed(User before) {
    if (whenOpen == null) {
      requests.ready(session.identity());
    }
    onceOpen(() -> {
      session.client().add(new Item.SelfChanged(session.identity().user()));
      rooms().standingChanged();
    });
  }

  private FollowedRooms rooms() {
    return requireNonNull(rooms, "admitted");
  }

  @Override
  public void open(FollowWishes wishes) {
    session.client().opened();
    requests.opened(session.identity());
    session.watch(wishes.watched());
    session
        .lane()
        .ask(
            () ->
                Opening.read(
                    session.services(), session.identity().user(), wishes, session::isEnded),
            opening -> opened(opening, wishes),
            session::failed);
  }

  private void opened(Opening opening, FollowWishes wishes) {
    if (session.isEnded()) {
      return;
    }
    opening
        .privacy()
        .ifPresent(found -> {
          privacy = found;
          session.client().add(new Item.PrivacyTold(found));
        });
    rooms().open(opening, wishes);
    List<Runnable> meanwhile = whenOpen == null ? List.of() : whenOpen;
    whenOpen = null;
    meanwhile.forEach(this::onceOpen);
    tellLatest();
    if (!session.isEnded()) {
      requests.ready(session.identity());
      session.goOn();
    }
  }

  /// Runs `task` when the client has been told of the rooms with which the stream opens: now or
  /// then; never when the stream ends before.
  private void onceOpen(Runnable task) {
    if (session.isEnded()) {
      return;
    }
    if (whenOpen == null) {
      task.run();
    } else {
      whenOpen.add(task);
    }
  }

  @Override
  public PrivateQueue privateQueue() {
    return rooms().privateQueue();
  }

  @Override
  public void tell(Signal signal) {
    switch (signal) {
      case Signal.Arrived(RoomId room, long seq) ->
          execute(() -> onceOpen(() -> rooms().arrived(room, seq)));
      case Signal.Departed(RoomId room, LogEntry departure) ->
          execute(() -> onceOpen(() -> rooms().departed(room, departure)));
      // The stream follows the conversation itself.
      case Signal.Addressed _ -> {}
      case Signal.MarkerMoved moved -> execute(() -> onceOpen(() -> moved(moved)));
      case Signal.Hidden hidden when session.id().equals(hidden.by()) -> {}
      case Signal.Hidden(RoomId room, boolean isHidden, _) ->
          execute(() -> tellLatest(new Hiding(room), new Item.Hidden(room, isHidden)));
      case Signal.PrivacyChanged _ -> execute(() -> onceOpen(this::readPrivacy));
      case Signal.Interrupted _ ->
          execute(() ->
              onceOpen(() -> {
                compareMarkers();
                readPrivacy();
              }));
      case Item.Typing typing -> execute(() -> typing(typing));
      case Item.PresenceChanged changed -> execute(() -> tellLatest(changed.user(), changed));
    }
  }

  private void execute(Runnable task) {
    session.lane().execute(task);
  }

  /// A room that is not followed has told nothing yet, so a move may be older than what the client
  /// had at another server. A move in other logs than those of this stream is for the streams that
  /// open on them; another server may know these logs earlier.
  private void moved(Signal.MarkerMoved moved) {
    if (moved.epoch() != session.epoch()) {
      return;
    }
    RoomId room = moved.room();
    if (session.id().equals(moved.by())) {
      followed(room, moved.seq());
    } else if (learnMarker(room, moved.seq()) && rooms().contains(room)) {
      tellLatest(room, new Item.MarkerMoved(room, moved.epoch(), moved.seq()));
    }
  }

  private void compareMarkers() {
    UUID user = session.identity().user().id();
    List<RoomId> known = List.copyOf(markers.keySet());
    session
        .lane()
        .ask(
            () -> session.services().markers().unread(user, known),
            found -> {
              long epoch = session.services().journal().epoch();
              found.forEach((room, unread) ->
                  moved(new Signal.MarkerMoved(room, epoch, unread.readSeq(), null)));
            },
            session::failed);
  }

  /// Of concurrent readings only the last one counts: it began after all changes so far.
  private void readPrivacy() {
    long reading = ++privacyReadings;
    UUID user = session.identity().user().id();
    session
        .lane()
        .ask(
            () -> session.services().privacy().find(user),
            found -> found.filter(_ -> reading == privacyReadings).ifPresent(this::tellPrivacy),
            session::failed);
  }

  private void tellPrivacy(Privacy now) {
    if (!now.equals(privacy)) {
      privacy = now;
      tellLatest(Privacy.class, new Item.PrivacyTold(now));
    }
  }

  /// @return whether the marker is new to the client
  private boolean learnMarker(RoomId room, long seq) {
    Long before = markers.get(room);
    boolean isNew = before == null || before < seq;
    if (isNew) {
      markers.put(room, seq);
    }
    return isNew;
  }

  private void typing(Item.Typing typing) {
    if (rooms().contains(typing.room()) && whenOpen == null) {
      session.client().offer(List.of(typing));
    }
  }

  /// The subject of [Item.Hidden] in [Latest]; a room alone is the subject of its marker.
  private record Hiding(RoomId room) {}

  private void tellLatest(Object subject, Item item) {
    latest.put(subject, item);
    tellLatest();
  }

  /// A leaving stream gets no more signals, so its waiting items may be older than its replies.
  private void tellLatest() {
    if (session.state() == Session.State.OPEN && whenOpen == null) {
      latest.tell();
    }
  }

  @Override
  public void drained() {
    if (rooms != null) {
      rooms.drained();
      tellLatest();
    }
    requests.drained();
  }

  @Override
  public boolean isDone() {
    return whenOpen == null && requests.isDone();
  }

  @Override
  public void leaving() {}

  @Override
  public void onceEnded(Runnable task) {
    session.services().rooms().fence(() -> execute(task));
  }

  /// A client that sends no more waits only for replies, and all are sent.
  @Override
  public void onceTold(Runnable task) {
    task.run();
  }

  @Override
  public void close() {
    requests.close();
    if (rooms != null) {
      rooms.close();
    }
  }

  // Of its rooms.

  /// The client knows the marker from elsewhere, so it isn't told of it or of an earlier one.
  @Override
  public void followed(RoomId room, long readSeq) {
    var _ = learnMarker(room, readSeq);
    if (readSeq(room) == readSeq) {
      latest.forget(room);
    }
  }

  @Override
  public long readSeq(RoomId room) {
    return markers.getOrDefault(room, 0L);
  }

  @Override
  public void broken(Ending ending, @Nullable RuntimeException cause) {
    session.broken(ending, cause);
  }
}
