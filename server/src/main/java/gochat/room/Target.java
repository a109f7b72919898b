package gochat.room;

import java.util.UUID;

/// The recorded message, an event [RoomEvent.Posted], that a command refers to.
///
/// @param author the message's author, as of then
/// @param threadRoot the seq of the first message of its thread, 0 for a message that is no reply
/// @param isDeleted whether its text is erased
public record Target(Person author, long threadRoot, boolean isDeleted) {
  /// An event at or below the room's floor. Nothing of it is known any more; it has no author.
  public static final Target REMOVED =
      new Target(new Person(new UUID(0, 0), "", Standing.GUEST), 0, true);

  boolean isRemoved() {
    return equals(REMOVED);
  }

  boolean isBy(Author author) {
    return this.author.user().equals(author.user());
  }
}
