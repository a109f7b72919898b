package gochat.room;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The public rooms that are open to guests. `lobby` is open to all users and not meant here.
///
/// @param foldedNames the [RoomName#folded] names of the rooms
public record GuestRooms(boolean areAll, Set<String> foldedNames) {
  public static final GuestRooms ALL = new GuestRooms(true, Set.of());

  public GuestRooms {
    foldedNames = Set.copyOf(foldedNames);
  }

  public static GuestRooms named(Set<String> foldedNames) {
    return new GuestRooms(false, foldedNames);
  }

  boolean include(@Nullable RoomName name) {
    return areAll || (name != null && foldedNames.contains(name.folded()));
  }
}
