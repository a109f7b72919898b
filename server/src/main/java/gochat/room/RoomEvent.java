package gochat.room;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened in a room: a fact that is recorded in its log.
public sealed interface RoomEvent {
  Author author();

  /// A message to everybody in the room.
  ///
  /// @param atMs when it was decided, in Unix time, for people: the order is that of the log
  /// @param messageId the id that the client chose, null when it chose none
  /// @param text valid Unicode, never interpreted
  record Posted(Author author, long atMs, @Nullable UUID messageId, String text)
      implements RoomEvent {}
}
