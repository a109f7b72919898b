package gochat.session;

import gochat.account.User;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Shard;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/// Takes guests whose identity has ended out of their rooms. Waits for the disk.
public final class GuestRooms {
  private final RoomDirectory rooms;
  private final ReadMarkers markers;
  private final Shard shard;

  public GuestRooms(RoomDirectory rooms, ReadMarkers markers, Shard shard) {
    this.rooms = rooms;
    this.markers = markers;
    this.shard = shard;
  }

  /// @throws IllegalStateException when a room could not be left now; those before it have been
  public void leaveAll(User guest) {
    for (Listing listing : rooms.roomsOf(guest.id())) {
      Outcome outcome = leave(guest, listing.room());
      if (outcome instanceof Outcome.Unknown || outcome instanceof Outcome.Rejected) {
        throw new IllegalStateException("leaving " + listing.room() + ": " + outcome);
      }
    }
    markers.forget(guest.id());
  }

  private Outcome leave(User guest, RoomId room) {
    Command leave = new Command.Leave(Authors.author(guest, UUID.randomUUID()));
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Semaphore hasRoom = new Semaphore(0);
    while (!shard.submit(room, leave, outcome::complete, hasRoom::release)) {
      hasRoom.acquireUninterruptibly();
    }
    return outcome.join();
  }
}
