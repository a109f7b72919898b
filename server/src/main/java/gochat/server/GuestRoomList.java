package gochat.server;

import gochat.account.UserName;
import gochat.room.GuestRooms;
import gochat.room.RoomId;
import java.util.HashSet;
import java.util.Set;

/// The rooms that are open to guests, as a setting: `*` for all public rooms, or names.
///
/// @param text as the operator wrote it
record GuestRoomList(String text, GuestRooms rooms) {
  static final String LOBBY = RoomId.LOBBY.value();
  static final String EXPECTATION =
      LOBBY
          + ", alone or followed by names of public rooms without #, such as "
          + LOBBY
          + ", help, or * for all public rooms";

  private static final String ALL = "*";

  /// @throws IllegalArgumentException for a name that no room can have, or without the lobby, from
  ///   which guests can't be kept
  static GuestRoomList parse(String text) {
    if (text.strip().equals(ALL)) {
      return new GuestRoomList(text, GuestRooms.ALL);
    }
    boolean hasLobby = false;
    Set<String> names = new HashSet<>();
    for (String name : Setting.Accepted.Listed.split(text).toList()) {
      if (name.equalsIgnoreCase(LOBBY)) {
        hasLobby = true;
      } else if (UserName.check(name) instanceof UserName.Check.Valid(UserName valid)) {
        names.add(valid.folded());
      } else {
        throw new IllegalArgumentException("no name of a room: " + name);
      }
    }
    if (!hasLobby) {
      throw new IllegalArgumentException("without " + LOBBY);
    }
    return new GuestRoomList(text, GuestRooms.named(names));
  }

  @Override
  public String toString() {
    return text;
  }
}
