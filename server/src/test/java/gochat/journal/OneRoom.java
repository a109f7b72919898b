package gochat.journal;

import static java.util.Objects.requireNonNull;

import gochat.room.Command;
import gochat.room.Known;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.util.List;
import java.util.Map;

/// Calls the methods of a journal that take many rooms with one room.
public final class OneRoom {
  private OneRoom() {}

  public static RoomSnapshot load(Journal journal, RoomId room) {
    return requireNonNull(journal.load(List.of(room)).get(room));
  }

  /// @return one for each command, in their order
  public static List<Known> lookUp(Journal journal, RoomId room, List<Command> commands) {
    return requireNonNull(journal.lookUp(Map.of(room, commands)).get(room));
  }
}
