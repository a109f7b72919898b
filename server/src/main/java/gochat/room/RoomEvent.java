package gochat.room;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened in a room: a fact that is recorded in its log.
public sealed interface RoomEvent {
  /// A message to everybody in the room.
  ///
  /// @param messageId the id that the client chose, null when it chose none
  /// @param text valid Unicode, never interpreted
  record Posted(Author author, @Nullable UUID messageId, String text) implements RoomEvent {}
}
