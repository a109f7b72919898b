package gochat.room;

import org.jspecify.annotations.Nullable;

/// The rules of the operator for all rooms.
///
/// @param textBytesMax the longest text of a message in bytes of UTF-8, at least 1
public record RoomPolicy(int textBytesMax, RoomCreation creation, GuestRooms guestRooms) {
  /// Whether a user may know that a room exists. Then the user may also read it, unless banned from
  /// it.
  ///
  /// @param name null for a room without a name
  /// @param isMember whether the user is a member of the room
  public boolean reveals(
      RoomKind kind, @Nullable RoomName name, Standing standing, boolean isMember) {
    return switch (kind) {
      case LOBBY -> true;
      case PUBLIC -> isMember || standing != Standing.GUEST || guestRooms.include(name);
      case PRIVATE, DIRECT -> isMember;
      case AUDIT -> standing == Standing.ADMINISTRATOR;
    };
  }
}
