package gochat.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of a room after its event `head`.
///
/// @param head the seq of the last event, 0 when the log is empty
/// @param kind null when the room doesn't exist
/// @param name null for a room without a name: `lobby`, `audit`, a direct conversation
/// @param topic may be empty
/// @param retention the rule of the room's owners
/// @param slowMode how long members wait between two messages
/// @param members in the order in which they joined
/// @param banned the users who can't join, and their bans
/// @param muted the users who can't write, and their mutes
/// @param pinned the seqs of the pinned messages, in the order in which they were pinned
public record RoomSnapshot(
    long head,
    @Nullable RoomKind kind,
    @Nullable RoomName name,
    String topic,
    RetentionRule retention,
    SlowMode slowMode,
    List<Member> members,
    Map<UUID, Measure> banned,
    Map<UUID, Measure> muted,
    List<Long> pinned) {
  public RoomSnapshot {
    members = List.copyOf(members);
    banned = Map.copyOf(banned);
    muted = Map.copyOf(muted);
    pinned = List.copyOf(pinned);
  }

  /// The same state with another topic.
  public RoomSnapshot withTopic(String other) {
    return new RoomSnapshot(
        head, kind, name, other, retention, slowMode, members, banned, muted, pinned);
  }

  /// The same state with an empty name of `user`.
  public RoomSnapshot withoutName(UUID user) {
    return new RoomSnapshot(
        head,
        kind,
        name,
        topic,
        retention,
        slowMode,
        members.stream()
            .map(member ->
                new Member(member.person().withoutName(user), member.role(), member.since()))
            .toList(),
        withoutName(banned, user),
        withoutName(muted, user),
        pinned);
  }

  private static Map<UUID, Measure> withoutName(Map<UUID, Measure> measures, UUID user) {
    Map<UUID, Measure> without = new HashMap<>(measures);
    without.replaceAll((_, measure) -> measure.withoutName(user));
    return without;
  }

  /// The state of a room whose log is empty. Only `lobby` and `audit` exist without an event.
  public static RoomSnapshot empty(RoomId room) {
    return new RoomSnapshot(
        0,
        room.equals(RoomId.LOBBY)
            ? RoomKind.LOBBY
            : room.equals(RoomId.AUDIT) ? RoomKind.AUDIT : null,
        null,
        "",
        RetentionRule.NONE,
        SlowMode.OFF,
        List.of(),
        Map.of(),
        Map.of(),
        List.of());
  }
}
