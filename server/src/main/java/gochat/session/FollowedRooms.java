package gochat.session;

import gochat.account.User;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.session.FollowWishes.Cursor;
import gochat.session.Opening.Followable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rooms that a v1 stream brings: those with which it opened, and those that come and go with
/// the user's memberships. Confined to the stream's lane.
final class FollowedRooms {
  /// Is told when the stream can't go on.
  interface Owner {
    /// The client was told of a room, and that its user has read up to `readSeq`.
    void followed(RoomId room, long readSeq);

    /// Up to where the client knows that its user has read; 0: it knows nothing.
    long readSeq(RoomId room);

    void broken(Ending ending, @Nullable RuntimeException cause);
  }

  private final Services services;
  private final Session<?> session;
  private final User user;
  private final Client client;
  private final Owner owner;
  private final Pace pace;
  private final FollowedRoom lobby;
  private final Map<RoomId, FollowedRoom> rooms = new HashMap<>();

  /// Rooms that are being looked up, with the event by which the user joined.
  private final Map<RoomId, Long> arriving = new HashMap<>();

  /// Of the rooms with which the stream opened: those that have not caught up yet.
  private int behind;

  private long epoch;
  private boolean isClosed;

  FollowedRooms(Session<?> session, Owner owner) {
    this.session = session;
    this.owner = owner;
    services = session.services();
    client = session.client();
    user = session.identity().user();
    pace = new Pace(client);
    lobby = new FollowedRoom(RoomId.LOBBY, true);
    rooms.put(RoomId.LOBBY, lobby);
  }

  /// Takes private messages.
  Feed lobby() {
    return lobby.feed;
  }

  boolean contains(RoomId room) {
    return rooms.containsKey(room);
  }

  void open(Opening opening, FollowWishes wishes) {
    epoch = opening.epoch();
    opening.refused().forEach(client::add);
    Map<RoomId, Cursor> cursors = new HashMap<>();
    wishes.cursors().forEach(cursor -> cursors.put(cursor.room(), cursor));
    behind = opening.rooms().size();
    for (Followable found : opening.rooms()) {
      RoomId id = found.listing().room();
      FollowedRoom room = rooms.computeIfAbsent(id, _ -> new FollowedRoom(id, true));
      room.start(found, startOf(found.listing(), cursors.get(id), wishes.catchUpMax()));
    }
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
    boolean isReset = !isOf(listing, wanted);
    long cursor = isReset ? 0 : wanted.seq();
    long first = catchUpMax == 0 ? cursor : Math.max(cursor, listing.head() - catchUpMax);
    return new Start(isReset, cursor, first);
  }

  /// Whether `cursor` belongs to the log as it is now. A log that ends before the cursor is an
  /// older one, though the epoch does not say so: with its directory the whole of the data was
  /// replaced.
  private boolean isOf(Listing listing, Cursor cursor) {
    if (cursor.epoch() != 0 && cursor.epoch() != epoch) {
      return false;
    }
    boolean isWithin = cursor.seq() <= listing.head();
    if (!isWithin) {
      services.cursorsBeyond().noticed(listing.room(), cursor.seq(), listing.head());
    }
    return isWithin;
  }

  /// The user became a member of `id` by the event `seq`.
  void arrived(RoomId id, long seq) {
    if (rooms.containsKey(id)) {
      return;
    }
    arriving.put(id, seq);
    lookUp(id, seq);
  }

  private void lookUp(RoomId id, long seq) {
    long readSeq = owner.readSeq(id);
    session
        .lane()
        .ask(
            () -> Followable.find(services, user, id),
            found -> {
              if (owner.readSeq(id) == readSeq) {
                found.ifPresent(room -> arrived(room, seq));
              } else {
                // What was found may be from before.
                lookUp(id, seq);
              }
            },
            cause -> owner.broken(Ending.UNAVAILABLE, cause));
  }

  private void arrived(Followable found, long seq) {
    RoomId id = found.listing().room();
    // The user may have left meanwhile, and even come again.
    boolean isNewest = arriving.remove(id, seq);
    if (isNewest && found.listing().role() != null && !isClosed) {
      FollowedRoom room = new FollowedRoom(id, false);
      rooms.put(id, room);
      room.start(found, new Start(false, seq - 1, seq - 1));
    }
  }

  /// The user ceased to be a member of `id`.
  void departed(RoomId id, LogEntry departure) {
    arriving.remove(id);
    FollowedRoom room = rooms.get(id);
    // Before the room was looked up, the user may have left and come again.
    if (room != null && departure.seq() > room.knownSeq) {
      room.departed(departure);
    }
  }

  void drained() {
    pace.drained();
  }

  void close() {
    isClosed = true;
    List.copyOf(rooms.values()).forEach(FollowedRoom::close);
  }

  private final class FollowedRoom implements Feed.Owner {
    private final RoomId id;
    private final Feed feed;
    private boolean isAwaited;

    /// What had become of the room up to here was known when it was looked up.
    private long knownSeq;

    /// @param isAwaited whether the stream has caught up only when this room has
    FollowedRoom(RoomId id, boolean isAwaited) {
      this.id = id;
      this.isAwaited = isAwaited;
      feed =
          new Feed(session.lane(), services, id, new Reader(user.id(), null, client, pace), this);
    }

    void start(Followable found, Start start) {
      knownSeq = found.listing().head();
      if (start.isReset()) {
        client.add(new Item.Reset(id, epoch));
      }
      client.add(new Item.Followed(found.listing(), found.unread(), epoch, start.cursor()));
      owner.followed(id, found.unread().readSeq());
      if (start.skippedTo() > start.cursor()) {
        client.add(new Item.Gap(id, start.cursor() + 1, start.skippedTo()));
      }
      services.online().listen(id, session);
      feed.start(start.skippedTo(), found.listing().head());
    }

    @Override
    public void joined() {
      client.add(new Item.RoomCaughtUp(id, feed.position()));
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
      owner.broken(ending, cause);
    }

    private void unfollow(Item.Unfollowed.Reason reason) {
      close();
      client.add(new Item.Unfollowed(id, reason));
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
      rooms.remove(id);
      services.online().unlisten(id, session);
    }
  }
}
