package gochat.session;

import gochat.account.Identity;
import gochat.account.User;
import gochat.journal.RoomDirectory.Listing;
import gochat.presence.Attendance;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.session.FollowWishes.Cursor;
import gochat.session.Opening.Followable;
import gochat.shard.Follower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream of the v1 API: brings one client all that its user may read as a member, each room from
/// the client's cursor on. Rooms come and go with the user's memberships.
///
/// Confined to the lane of its stream, but for looking things up in the store, which waits.
public final class StreamSession {
  private static final Logger log = LoggerFactory.getLogger(StreamSession.class);

  /// What a session needs of the stream that carries it.
  public interface Client extends Outlet {
    /// Takes something small and seldom, however much waits already.
    void add(Item item);

    /// Ends the stream, behind what the outlet took.
    void end(Ending ending);
  }

  private final UUID id;
  private final Identity identity;
  private final StreamContext context;
  private final Client client;
  private final Pace pace;
  private final Presence presence = new Presence();
  private final RoomFeed lobby;
  private final Map<RoomId, RoomFeed> feeds = new HashMap<>();

  private final Latest latest;

  /// Rooms that are being looked up, with the event by which the user joined.
  private final Map<RoomId, Long> arriving = new HashMap<>();

  /// What happened while the stream opened; null once it is open.
  private @Nullable List<Runnable> whenOpen = new ArrayList<>();

  /// Of the rooms with which the stream started: those that have not caught up yet.
  private int behind;

  private long epoch;
  private boolean hasEnded;

  /// @param id never used before, in any run of the server
  public StreamSession(UUID id, Identity identity, StreamContext context, Client client) {
    this.id = id;
    this.identity = identity;
    this.context = context;
    this.client = client;
    pace = new Pace(client);
    latest = new Latest(client);
    lobby = new RoomFeed(RoomId.LOBBY, true);
    feeds.put(RoomId.LOBBY, lobby);
  }

  public UUID id() {
    return id;
  }

  /// Starts. Called once.
  public void open(FollowWishes wishes) {
    context.online().enter(presence);
    watch(wishes.watched());
    lookUp(
        () -> Opening.read(context, identity.user(), wishes), opening -> opened(opening, wishes));
  }

  private void opened(Opening opening, FollowWishes wishes) {
    if (opening.ending().isPresent()) {
      end(opening.ending().get());
      return;
    }
    epoch = opening.epoch();
    opening.refused().forEach(client::add);
    Map<RoomId, Cursor> cursors = new HashMap<>();
    wishes.cursors().forEach(cursor -> cursors.put(cursor.room(), cursor));
    behind = opening.rooms().size();
    for (Followable found : opening.rooms()) {
      RoomId room = found.listing().room();
      RoomFeed feed = feeds.computeIfAbsent(room, _ -> new RoomFeed(room, true));
      feed.start(found, startOf(found.listing(), cursors.get(room), wishes.catchUpMax()));
    }
    List<Runnable> meanwhile = whenOpen == null ? List.of() : whenOpen;
    whenOpen = null;
    meanwhile.forEach(Runnable::run);
    latest.tell();
  }

  /// Where a room is followed from.
  ///
  /// @param cursor what the client has of the log as it is now
  /// @param skippedTo the last of the events behind the cursor that don't come
  private record Start(boolean isReset, long cursor, long skippedTo) {}

  private Start startOf(Listing listing, @Nullable Cursor wanted, int catchUpMax) {
    if (wanted == null) {
      return new Start(false, listing.head(), listing.head());
    }
    boolean isReset = !Opening.isOf(epoch, wanted);
    long cursor = isReset ? 0 : wanted.seq();
    long first = catchUpMax == 0 ? cursor : Math.max(cursor, listing.head() - catchUpMax);
    return new Start(isReset, cursor, first);
  }

  /// Whose presence the client wants from now on, instead of those before.
  public void watch(Set<UUID> users) {
    if (!hasEnded) {
      context.attendance().watch(presence, users);
    }
  }

  /// The client says no more and wants to hear no more.
  public void leave() {
    end(Ending.DONE);
  }

  /// The server stops: what was asked for before is answered first.
  public void shutDown() {
    context.feeds().shard().fence(RoomId.LOBBY, () -> lane(() -> end(Ending.SHUTDOWN)));
  }

  /// What waits for the client has not moved for too long.
  public void stalled() {
    end(Ending.STALLED);
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
    context.attendance().unwatch(presence);
    context.online().leave(presence);
    List.copyOf(feeds.values()).forEach(RoomFeed::close);
  }

  /// The client's outlet has handed over all that it took.
  public void drained() {
    pace.drained();
    tellLatest();
  }

  private void tellLatest() {
    if (!hasEnded && whenOpen == null) {
      latest.tell();
    }
  }

  private void end(Ending ending) {
    if (!hasEnded) {
      disconnected();
      client.end(ending);
    }
  }

  private void arrived(RoomId room, long seq) {
    if (feeds.containsKey(room)) {
      return;
    }
    arriving.put(room, seq);
    lookUp(
        () -> Followable.find(context, identity.user(), room),
        found -> {
          // The user may have left meanwhile, and even come again.
          boolean isNewest = arriving.remove(room, seq);
          if (isNewest && found.isPresent() && found.get().listing().role() != null) {
            RoomFeed feed = new RoomFeed(room, false);
            feeds.put(room, feed);
            feed.start(found.get(), new Start(false, seq - 1, seq - 1));
          }
        });
  }

  private void departed(RoomId room, LogEntry departure) {
    arriving.remove(room);
    RoomFeed feed = feeds.get(room);
    // While the stream opened, the user may have left and come again before the rooms were looked
    // up.
    if (feed != null && departure.seq() > feed.knownSeq) {
      feed.departed(departure);
    }
  }

  private void onceOpen(Runnable task) {
    lane(() -> {
      if (hasEnded) {
        return;
      }
      if (whenOpen == null) {
        task.run();
      } else {
        whenOpen.add(task);
      }
    });
  }

  private void lane(Runnable task) {
    context.feeds().lane().execute(task);
  }

  private <T> void lookUp(Supplier<T> question, Consumer<T> then) {
    context
        .feeds()
        .ask(
            question,
            answer -> {
              if (!hasEnded) {
                then.accept(answer);
              }
            },
            cause -> broken(Ending.UNAVAILABLE, cause));
  }

  private void broken(Ending ending, @Nullable RuntimeException cause) {
    if (cause != null) {
      log.atError().addKeyValue("session", id).setCause(cause).log("session broke");
    }
    end(ending);
  }

  /// A room that this stream brings.
  private final class RoomFeed implements Feed.Owner {
    private final RoomId room;
    private final Feed feed;
    private boolean isAwaited;

    /// What had become of the room up to here was known when it was looked up.
    private long knownSeq;

    /// @param isAwaited whether the stream has caught up only when this room has
    RoomFeed(RoomId room, boolean isAwaited) {
      this.room = room;
      this.isAwaited = isAwaited;
      feed =
          new Feed(
              context.feeds(), room, new Reader(identity.user().id(), null, client, pace), this);
    }

    void start(Followable found, Start start) {
      knownSeq = found.listing().head();
      if (start.isReset()) {
        client.add(new Item.Reset(room, epoch));
      }
      client.add(new Item.Followed(found.listing(), found.unread(), epoch, start.cursor()));
      if (start.skippedTo() > start.cursor()) {
        client.add(new Item.Gap(room, start.cursor() + 1, start.skippedTo()));
      }
      context.online().listen(room, presence);
      feed.start(start.skippedTo());
    }

    @Override
    public void joined() {
      client.add(new Item.RoomCaughtUp(room, feed.position()));
      caughtUp();
    }

    @Override
    public void refused() {
      unfollow(Item.Unfollowed.Reason.NOT_FOUND);
    }

    @Override
    public void departed(LogEntry departure) {
      RoomEvent event = departure.event();
      unfollow(
          event instanceof RoomEvent.Kicked
              ? Item.Unfollowed.Reason.KICKED
              : event instanceof RoomEvent.Banned
                  ? Item.Unfollowed.Reason.BANNED
                  : Item.Unfollowed.Reason.LEFT);
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      StreamSession.this.broken(ending, cause);
    }

    private void unfollow(Item.Unfollowed.Reason reason) {
      close();
      client.add(new Item.Unfollowed(room, reason));
      caughtUp();
    }

    private void caughtUp() {
      if (isAwaited) {
        isAwaited = false;
        if (--behind == 0) {
          client.add(new Item.CaughtUp());
        }
      }
    }

    private void close() {
      feed.close();
      feeds.remove(room);
      context.online().unlisten(room, presence);
    }
  }

  /// This stream as others see it, from any thread.
  private final class Presence implements Online.Stream, Attendance.Watcher {
    @Override
    public UUID id() {
      return id;
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public void addressed(RoomEvent.Posted message, long after) {
      // It follows the conversation itself.
    }

    @Override
    public Follower lobby() {
      return lobby.feed;
    }

    @Override
    public void arrived(RoomId room, long seq) {
      onceOpen(() -> StreamSession.this.arrived(room, seq));
    }

    @Override
    public void departed(RoomId room, LogEntry departure) {
      onceOpen(() -> StreamSession.this.departed(room, departure));
    }

    @Override
    public void typing(RoomId room, User user) {
      lane(() -> {
        if (feeds.containsKey(room) && whenOpen == null) {
          client.offer(List.of(new Item.Typing(room, user)));
        }
      });
    }

    @Override
    public void markerMoved(RoomId room, long seq) {
      lane(() -> {
        latest.put(room, new Item.MarkerMoved(room, seq));
        tellLatest();
      });
    }

    @Override
    public void changed(UUID user, Attendance.Presence now) {
      lane(() -> {
        latest.put(user, new Item.PresenceChanged(user, now));
        tellLatest();
      });
    }
  }
}
