package gochat.session;

import gochat.account.User;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.LogEntry;
import gochat.room.Measure;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.session.FollowWishes.Cursor;
import gochat.session.Opening.Followable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rooms that a v1 stream follows: those of its opening, and later ones according to the user's
/// memberships. Confined to the stream's lane.
final class FollowedRooms {
  /// The owner of the rooms, called on the lane.
  interface Owner {
    /// The client was told of a room, and that its user has read up to `readSeq`.
    void followed(RoomId room, long readSeq);

    /// The read marker that the client knows, 0 for none.
    long readSeq(RoomId room);

    void broken(Ending ending, @Nullable RuntimeException cause);
  }

  private final Services services;
  private final Session<?> session;
  private final Client client;
  private final Owner owner;
  private final CatchUp catchUp;
  private final Recipient recipient;
  private final FollowedRoom lobby;
  private final Map<RoomId, FollowedRoom> rooms = new HashMap<>();

  /// Rooms that are being looked up, with the event with which the user joined.
  private final Map<RoomId, Long> arriving = new HashMap<>();

  /// The number of rooms of the opening that have not caught up yet.
  private int behind;

  private long epoch;

  FollowedRooms(Session<?> session, Owner owner) {
    this.session = session;
    this.owner = owner;
    services = session.services();
    client = session.client();
    catchUp = new CatchUp(session.lane(), services.journal(), client, services.counts());
    recipient = new Recipient(user().id(), () -> Authors.standing(user()), null, client, catchUp);
    lobby = new FollowedRoom(RoomId.LOBBY, true);
    rooms.put(RoomId.LOBBY, lobby);
  }

  private User user() {
    return session.identity().user();
  }

  PrivateQueue privateQueue() {
    return lobby.feed.privateQueue();
  }

  boolean contains(RoomId room) {
    return rooms.containsKey(room);
  }

  void open(Opening opening, FollowWishes wishes) {
    epoch = opening.epoch();
    if (endsWithItsLogs()) {
      return;
    }
    opening.refused().forEach(client::add);
    Map<RoomId, Cursor> cursors = new HashMap<>();
    wishes.cursors().forEach(cursor -> cursors.put(cursor.room(), cursor));
    behind = opening.rooms().size();
    for (Followable found : opening.rooms()) {
      RoomId id = found.listing().room();
      FollowedRoom room = rooms.computeIfAbsent(id, _ -> new FollowedRoom(id, true));
      room.start(found, startOf(found.listing(), cursors.get(id), wishes));
    }
  }

  /// The start of following a room.
  ///
  /// @param cursor the position in the current log that the client has
  /// @param skippedTo the last event after the cursor that is skipped
  private record Start(boolean isReset, long cursor, long skippedTo) {}

  private Start startOf(Listing listing, @Nullable Cursor wanted, FollowWishes wishes) {
    boolean isReset = wanted != null && !isOf(listing, wanted);
    long cursor = wanted == null ? begin(listing, wishes.from()) : isReset ? 0 : wanted.seq();
    long skippedTo =
        wishes.catchUpMax() == 0 ? cursor : Math.max(cursor, listing.head() - wishes.catchUpMax());
    return new Start(isReset, cursor, skippedTo);
  }

  private static long begin(Listing listing, FollowWishes.From from) {
    return switch (from) {
      case END -> listing.head();
      case START -> 0;
      // 0 for a user who is no member, in `lobby` and in `audit`.
      case JOINED -> listing.since() == 0 ? listing.head() : listing.since();
    };
  }

  /// Whether `cursor` belongs to the current log. A log that ends before the cursor is an older
  /// one, even when the epoch is equal: the whole data directory was replaced.
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

  /// The user became a member of `id` with the event `seq`. Arrivals and departures may be told
  /// again, and late.
  void arrived(RoomId id, long seq) {
    if (!rooms.containsKey(id) && arriving.getOrDefault(id, 0L) < seq) {
      arriving.put(id, seq);
      lookUp(id, seq);
    }
  }

  private void lookUp(RoomId id, long seq) {
    long readSeq = owner.readSeq(id);
    session
        .lane()
        .ask(
            () -> Followable.find(services, user(), id),
            found -> {
              if (owner.readSeq(id) == readSeq) {
                found.ifPresent(room -> arrived(room, seq));
              } else {
                // The answer may be older than the membership.
                lookUp(id, seq);
              }
            },
            cause -> owner.broken(Ending.after(cause), cause));
  }

  private void arrived(Followable found, long seq) {
    RoomId id = found.listing().room();
    // The user may have left meanwhile, and even have joined again.
    boolean isNewest = arriving.remove(id, seq);
    // A stream that leaves no longer hears how far its user reads, so what was found may be older
    // than a reply to the client.
    boolean isOpen = session.state() == Session.State.OPEN;
    if (isNewest && found.listing().role() != null && isOpen && !endsWithItsLogs()) {
      FollowedRoom room = new FollowedRoom(id, false);
      rooms.put(id, room);
      room.start(found, new Start(false, seq - 1, seq - 1));
    }
  }

  /// The standing of the user has changed. The audit log is the only room that an account follows
  /// by its standing; it follows the log from its end on.
  void standingChanged() {
    FollowedRoom audit = rooms.get(RoomId.AUDIT);
    if (audit == null && mayReadAudit()) {
      session
          .lane()
          .ask(
              () -> Followable.find(services, user(), RoomId.AUDIT),
              found -> found.ifPresent(this::followAudit),
              cause -> owner.broken(Ending.after(cause), cause));
    } else if (audit != null && !mayReadAudit()) {
      audit.refused();
    }
  }

  private void followAudit(Followable found) {
    // The standing may have changed again meanwhile.
    boolean isWanted = !rooms.containsKey(RoomId.AUDIT) && mayReadAudit();
    if (isWanted && session.state() == Session.State.OPEN && !endsWithItsLogs()) {
      long head = found.listing().head();
      FollowedRoom audit = new FollowedRoom(RoomId.AUDIT, false);
      rooms.put(RoomId.AUDIT, audit);
      audit.start(found, new Start(false, head, head));
    }
  }

  private boolean mayReadAudit() {
    return services
        .roomPolicy()
        .reveals(RoomKind.AUDIT, null, Authors.standing(user()), /* isMember= */ false);
  }

  /// The user stopped being a member of `id`.
  void departed(RoomId id, LogEntry departure) {
    arriving.computeIfPresent(id, (_, arrival) -> arrival < departure.seq() ? null : arrival);
    FollowedRoom room = rooms.get(id);
    // The user may have left and joined again before the room was looked up.
    if (room != null && room.feed.isNews(departure) && !endsWithItsLogs()) {
      room.departed(departure);
    }
  }

  /// Ends the stream when older logs have taken the place of its own: what is found now is of
  /// those.
  private boolean endsWithItsLogs() {
    if (services.journal().epoch() == epoch) {
      return false;
    }
    owner.broken(Ending.OLDER_LOGS, null);
    return true;
  }

  void drained() {
    catchUp.drained();
  }

  void close() {
    List.copyOf(rooms.values()).forEach(FollowedRoom::close);
    catchUp.close();
  }

  private final class FollowedRoom implements FeedOwner {
    private final RoomId id;
    private final Feed feed;
    private boolean isAwaited;

    /// @param isAwaited whether the stream's catching up includes this room
    FollowedRoom(RoomId id, boolean isAwaited) {
      this.id = id;
      this.isAwaited = isAwaited;
      feed = new Feed(session.lane(), services.rooms(), id, recipient, this);
    }

    void start(Followable found, Start start) {
      if (start.isReset()) {
        client.add(new Item.Reset(id, epoch));
      }
      client.add(new Item.Followed(found.listing(), found.unread(), epoch, start.cursor()));
      owner.followed(id, found.unread().readSeq());
      long floor = found.listing().floor();
      if (start.cursor() < floor && start.skippedTo() <= floor) {
        removed(floor);
      } else if (start.skippedTo() > start.cursor()) {
        client.add(
            new Item.Gap(
                id, epoch, start.cursor() + 1, start.skippedTo(), Item.Gap.Cause.CATCH_UP_MAX));
      }
      services.online().listen(id, session);
      feed.start(epoch, Math.max(start.skippedTo(), floor), found.listing().head());
    }

    @Override
    public void removed(long to) {
      client.add(Item.Gap.removed(id, epoch, to));
    }

    @Override
    public void damaged(long seq) {
      client.add(new Item.Gap(id, epoch, seq, seq, Item.Gap.Cause.DAMAGED));
    }

    @Override
    public void joined() {
      client.add(new Item.RoomCaughtUp(id, epoch, feed.position()));
      caughtUp();
    }

    @Override
    public void refused() {
      unfollow(new Item.Unfollowed(id, Item.Unfollowed.Reason.NOT_FOUND));
    }

    @Override
    public void departed(LogEntry departure) {
      unfollow(
          switch (departure.event()) {
            case RoomEvent.Kicked kick ->
                new Item.Unfollowed(id, Item.Unfollowed.Reason.KICKED, new Measure(kick));
            case RoomEvent.Banned ban ->
                new Item.Unfollowed(id, Item.Unfollowed.Reason.BANNED, new Measure(ban));
            default -> new Item.Unfollowed(id, Item.Unfollowed.Reason.LEFT);
          });
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      owner.broken(ending, cause);
    }

    private void unfollow(Item.Unfollowed unfollowed) {
      close();
      client.add(unfollowed);
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
