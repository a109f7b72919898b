package gochat.verify;

import gochat.room.RoomId;
import gochat.store.Defect;
import gochat.store.Defect.Part;
import org.jspecify.annotations.Nullable;

/// The sentences about defects, in English. Stateless.
public final class DefectText {
  private DefectText() {}

  /// One line without an end.
  public static String of(Defect defect) {
    return switch (defect) {
      case Defect.FileDamaged(String detail) -> "A file is damaged: " + detail;
      case Defect.EventDamaged(RoomId room, long seq) ->
          "Event %d of room %s is damaged.".formatted(seq, room.value());
      case Defect.RowDamaged(String table, String key, var room, long seq) ->
          "Row %s of table %s is damaged%s.".formatted(key, table, place(room, seq));
      case Defect.RowMissing(String table, String key, String target) ->
          "Row %s of table %s refers to a row of table %s that does not exist."
              .formatted(key, table, target);
      case Defect.EventsMissing(RoomId room, long from, long to) when from == to ->
          "Event %d of room %s is missing.".formatted(from, room.value());
      case Defect.EventsMissing(RoomId room, long from, long to) ->
          "Events %d to %d of room %s are missing.".formatted(from, to, room.value());
      case Defect.StateDiffers(RoomId room, Part part) ->
          "The %s of room %s does not follow from its log.".formatted(name(part), room.value());
      case Defect.RoomUnreadable(RoomId room, String detail) ->
          "Room %s can't be read: %s".formatted(room.value(), detail);
    };
  }

  private static String place(@Nullable RoomId room, long seq) {
    if (room == null) {
      return "";
    }
    return seq == 0
        ? ", of room " + room.value()
        : ", of event %d of room %s".formatted(seq, room.value());
  }

  private static String name(Part part) {
    return switch (part) {
      case KIND -> "kind";
      case NAME -> "name";
      case TOPIC -> "topic";
      case MEMBERS -> "list of members";
      case BANNED -> "list of banned users";
      case MUTED -> "list of muted users";
      case PINNED -> "list of pinned messages";
      case RETENTION -> "retention";
      case SLOW_MODE -> "slow mode";
    };
  }
}
