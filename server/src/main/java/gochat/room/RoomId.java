package gochat.room;

/// The id of a room; it never changes.
public record RoomId(String value) {
  /// The built-in room that everybody follows.
  public static final RoomId LOBBY = new RoomId("lobby");
}
