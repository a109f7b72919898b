package gochat.room;

/// The users who can create rooms. Direct conversations are no rooms in this sense.
public enum RoomCreation {
  /// Also guests, who don't own the rooms that they create.
  EVERYBODY,
  ACCOUNTS,
  ADMINISTRATORS;

  boolean includes(Standing standing) {
    return switch (this) {
      case EVERYBODY -> true;
      case ACCOUNTS -> standing != Standing.GUEST;
      case ADMINISTRATORS -> standing == Standing.ADMINISTRATOR;
    };
  }
}
