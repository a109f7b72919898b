package gochat.session;

import gochat.account.User;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import java.util.List;
import java.util.Optional;

/// The rooms of the directory that a user may know of, or read. Waits for the disk.
public record VisibleRooms(RoomDirectory directory, RoomPolicy policy) {
  /// A room that the user may read.
  public Optional<Listing> readable(User user, RoomId room) {
    return directory.find(room, user.id()).filter(listing -> isReadable(user, listing));
  }

  /// A room that the user may know of; it can be banned from it.
  Optional<Listing> known(User user, RoomId room) {
    return directory.find(room, user.id()).filter(listing -> isKnown(user, listing));
  }

  /// The rooms with this name that the user can mean: see [RoomDirectory#named].
  public List<Listing> named(User user, String foldedName, int roomsMax) {
    return directory.named(foldedName, roomsMax, user.id()).stream()
        .filter(listing -> isKnown(user, listing))
        .toList();
  }

  public boolean isReadable(User user, Listing listing) {
    return listing.isReadable(Authors.standing(user), policy);
  }

  private boolean isKnown(User user, Listing listing) {
    return listing.isKnown(Authors.standing(user), policy);
  }
}
