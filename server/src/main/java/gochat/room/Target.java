package gochat.room;

import java.util.UUID;

/// What the log knows of a message, an event [RoomEvent.Posted], to which a command refers.
///
/// @param author who wrote it
/// @param threadRoot the seq of the message with which its thread began, 0 when it is no reply
/// @param isDeleted whether its text was erased
public record Target(UUID author, long threadRoot, boolean isDeleted) {
  boolean isBy(Author author) {
    return this.author.equals(author.user());
  }
}
