package gochat.ops;

import gochat.account.UserName;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.RoomId;
import gochat.store.Store;
import java.util.Optional;
import java.util.UUID;

/// Finds rooms as operators name them. Stateless.
final class TypedRoom {
  /// No user has this id, so names are looked up among public rooms only.
  private static final UUID NOBODY = new UUID(0, 0);

  private TypedRoom() {}

  /// @param typed the id of a room, or the name of a public one behind `#`
  static Optional<Listing> find(Store store, String typed) {
    return typed.startsWith("#")
        ? store.rooms().named(UserName.stored(typed.substring(1)).folded(), 1, NOBODY).stream()
            .findFirst()
        : store.rooms().find(new RoomId(typed), NOBODY);
  }
}
