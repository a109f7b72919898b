package gochat.session;

import gochat.account.User;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.OwnRoom;
import gochat.limit.RequestLimit;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/// Removes guests whose identity has ended from their rooms. Waits for the disk.
public final class GuestRooms {
  private static final int PAGE_ROOMS = RequestLimit.ROOMS_AT_ONCE.standardInt();

  private final RoomDirectory directory;
  private final ReadMarkers markers;
  private final Rooms rooms;

  public GuestRooms(RoomDirectory directory, ReadMarkers markers, Rooms rooms) {
    this.directory = directory;
    this.markers = markers;
    this.rooms = rooms;
  }

  /// @throws IllegalStateException when the guest could not leave a room; it has left those before
  public void leaveAll(User guest) {
    List<OwnRoom> page = page(guest, 0);
    while (!page.isEmpty()) {
      for (OwnRoom room : page) {
        Outcome outcome = leave(guest, room.listing().room());
        if (outcome instanceof Outcome.Unknown || outcome instanceof Outcome.Rejected) {
          throw new IllegalStateException("leaving " + room.listing().room() + ": " + outcome);
        }
      }
      page = page(guest, page.getLast().place());
    }
    markers.forget(guest.id());
  }

  private List<OwnRoom> page(User guest, long after) {
    return directory.roomsOf(guest.id(), after, PAGE_ROOMS);
  }

  private Outcome leave(User guest, RoomId room) {
    Command leave = new Command.Leave(Authors.author(guest, UUID.randomUUID()));
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Semaphore hasRoom = new Semaphore(0);
    Submitter leaver = new Submitter(outcome::complete, hasRoom::release);
    while (!rooms.submit(room, leave, leaver)) {
      hasRoom.acquireUninterruptibly();
    }
    return outcome.join();
  }
}
