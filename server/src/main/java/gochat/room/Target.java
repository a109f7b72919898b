package gochat.room;

import java.util.UUID;

/// The recorded message, an event [RoomEvent.Posted], that a command refers to.
///
/// @param author the message's author
/// @param threadRoot the seq of the first message of its thread, 0 for a message that is no reply
/// @param isDeleted whether its text is erased
public record Target(UUID author, long threadRoot, boolean isDeleted) {
  boolean isBy(Author author) {
    return this.author.equals(author.user());
  }
}
