package gochat.room;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A room as it is behind the event `head`, without its log.
///
/// @param head 0 when the log is empty
/// @param kind null when there is no such room
/// @param name null for a room without one: `lobby`, a direct conversation
/// @param topic may be empty
/// @param banned who may not come in
/// @param muted who may not write
public record RoomSnapshot(
    long head,
    @Nullable RoomKind kind,
    @Nullable RoomName name,
    String topic,
    List<Member> members,
    Set<UUID> banned,
    Set<UUID> muted) {
  public RoomSnapshot {
    members = List.copyOf(members);
    banned = Set.copyOf(banned);
    muted = Set.copyOf(muted);
  }

  /// Of a room whose log is empty: only `lobby` is there without an event.
  public static RoomSnapshot empty(RoomId room) {
    return new RoomSnapshot(
        0,
        room.equals(RoomId.LOBBY) ? RoomKind.LOBBY : null,
        null,
        "",
        List.of(),
        Set.of(),
        Set.of());
  }
}
