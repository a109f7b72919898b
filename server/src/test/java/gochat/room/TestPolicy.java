package gochat.room;

/// Policies of rooms for tests.
public final class TestPolicy {
  private TestPolicy() {}

  /// Every public room is open to guests, and accounts create rooms.
  public static RoomPolicy of(int textBytesMax) {
    return new RoomPolicy(textBytesMax, RoomCreation.ACCOUNTS, GuestRooms.ALL);
  }
}
