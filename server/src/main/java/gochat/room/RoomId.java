package gochat.room;

import java.util.UUID;

/// The id of a room; it never changes.
public record RoomId(String value) {
  /// The built-in room that everybody follows.
  public static final RoomId LOBBY = new RoomId("lobby");

  private static final String DIRECT_PREFIX = "dm.";

  /// The conversation of two accounts: the same whoever asks.
  public static RoomId direct(UUID one, UUID other) {
    boolean isInOrder = one.compareTo(other) <= 0;
    return new RoomId(DIRECT_PREFIX + (isInOrder ? one : other) + "." + (isInOrder ? other : one));
  }
}
