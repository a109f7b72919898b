package gochat.session;

import gochat.account.Memberships;
import gochat.account.PrivacyStore;
import gochat.account.User;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.OwnRoom;
import gochat.limit.RequestLimit;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has invited accounts join rooms, tells rooms of guests that became accounts, and has guests
/// whose identity has ended leave theirs. Waits for the disk.
public final class UserRooms implements Memberships {
  private static final Logger log = LoggerFactory.getLogger(UserRooms.class);
  private static final int PAGE_ROOMS = RequestLimit.ROOMS_AT_ONCE.standardInt();

  private final RoomDirectory directory;
  private final ReadMarkers markers;
  private final PrivacyStore privacy;
  private final WaitingRooms rooms;

  public UserRooms(
      RoomDirectory directory, ReadMarkers markers, PrivacyStore privacy, Rooms rooms) {
    this.directory = directory;
    this.markers = markers;
    this.privacy = privacy;
    this.rooms = new WaitingRooms(rooms);
  }

  /// @throws IllegalStateException when the guest could not leave a room; it has left those before
  @Override
  public void end(User guest) {
    List<OwnRoom> page = page(guest, 0);
    while (!page.isEmpty()) {
      for (OwnRoom room : page) {
        require(room.listing().room(), leave(guest, room.listing().room()));
      }
      page = page(guest, page.getLast().place());
    }
    markers.forget(guest.id());
    privacy.forget(guest.id());
  }

  /// @throws IllegalStateException when the account could not leave a room; it has left those
  ///   before
  @Override
  public void close(User account) {
    Author author = Authors.author(account, UUID.randomUUID());
    List<OwnRoom> page = page(account, 0);
    while (!page.isEmpty()) {
      for (OwnRoom room : page) {
        if (room.listing().kind() != RoomKind.DIRECT) {
          require(
              room.listing().room(),
              rooms.change(room.listing().room(), new Command.LeaveForGood(author)));
        }
      }
      page = page(account, page.getLast().place());
    }
  }

  private static void require(RoomId room, Outcome outcome) {
    if (outcome instanceof Outcome.Unknown || outcome instanceof Outcome.Rejected) {
      throw new IllegalStateException("leaving " + room + ": " + outcome);
    }
  }

  /// Tells the lobby and the guest's rooms.
  @Override
  public void upgraded(User guest, User account) {
    Command.RegisterGuest registration =
        new Command.RegisterGuest(
            Authors.author(account, UUID.randomUUID()), Authors.person(guest));
    register(RoomId.LOBBY, registration);
    List<OwnRoom> page = page(account, 0);
    while (!page.isEmpty()) {
      page.forEach(room -> register(room.listing().room(), registration));
      page = page(account, page.getLast().place());
    }
  }

  private void register(RoomId room, Command.RegisterGuest registration) {
    Outcome outcome = rooms.change(room, registration);
    if (outcome instanceof Outcome.Unknown || outcome instanceof Outcome.Rejected) {
      log.atWarn()
          .addKeyValue("room", room)
          .addKeyValue("account", registration.author().user())
          .addKeyValue("outcome", outcome)
          .log("a room does not know that a guest has become an account");
    }
  }

  private List<OwnRoom> page(User user, long after) {
    return directory.roomsOf(user.id(), after, PAGE_ROOMS);
  }

  private Outcome leave(User guest, RoomId room) {
    return rooms.change(room, new Command.Leave(Authors.author(guest, UUID.randomUUID())));
  }

  /// Joins the rooms that are there and still public; the account can join the others itself.
  @Override
  public void begin(User account, List<String> roomIds) {
    Author author = Authors.author(account, UUID.randomUUID());
    for (String id : roomIds) {
      Outcome outcome = rooms.change(new RoomId(id), new Command.Join(author));
      if (!(outcome instanceof Outcome.Stored)) {
        log.atWarn()
            .addKeyValue("room", id)
            .addKeyValue("account", account.id())
            .addKeyValue("outcome", outcome)
            .log("an invited account has not joined a room");
      }
    }
  }
}
