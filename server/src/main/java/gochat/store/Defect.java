package gochat.store;

import gochat.room.RoomId;
import org.jspecify.annotations.Nullable;

/// Something that is wrong with stored data.
public sealed interface Defect {
  /// A file is damaged.
  ///
  /// @param detail one line of the backend, in English
  record FileDamaged(String detail) implements Defect {}

  /// An event is not as it was written.
  record EventDamaged(RoomId room, long seq) implements Defect {}

  /// A row of other data is not as it was written.
  ///
  /// @param key the row's key, as the backend shows it
  /// @param room the row's room, null for none
  /// @param seq the seq of the row's event, 0 for none
  record RowDamaged(String table, String key, @Nullable RoomId room, long seq) implements Defect {}

  /// A row refers to another one that does not exist.
  ///
  /// @param key the row's key, as the backend shows it
  /// @param target the table of the missing row
  record RowMissing(String table, String key, String target) implements Defect {}

  /// Events are missing in a log.
  ///
  /// @param from the seq of the first missing event
  /// @param to the seq of the last missing event
  record EventsMissing(RoomId room, long from, long to) implements Defect {}

  /// A part of a room's state does not follow from its log.
  record StateDiffers(RoomId room, Part part) implements Defect {}

  /// A room can't be checked, because data that is needed for it can't be read.
  ///
  /// @param detail the reason, in English
  record RoomUnreadable(RoomId room, String detail) implements Defect {}

  /// A part of a room's state.
  enum Part {
    KIND,
    NAME,
    TOPIC,
    MEMBERS,
    BANNED,
    MUTED,
    PINNED,
    RETENTION,
    SLOW_MODE
  }
}
