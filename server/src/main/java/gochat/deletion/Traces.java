package gochat.deletion;

import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The events of a part of a room's log that have something of a user.
///
/// @param messages the seqs of the user's messages whose texts are kept
/// @param named the seqs of events with the user's name
/// @param ofMembers the same of those from which the members of the room follow, or its bans and
///   mutes
record Traces(List<Long> messages, List<Long> named, List<Long> ofMembers) {
  static Traces of(UUID user, List<LogEntry> entries) {
    Traces traces = new Traces(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (LogEntry entry : entries) {
      RoomEvent event = entry.event();
      if (event instanceof RoomEvent.Posted && event.author().user().equals(user)) {
        traces.messages.add(entry.seq());
      }
      if (names(event.author().person(), user) || names(concerned(event), user)) {
        (isOfMembers(event) ? traces.ofMembers : traces.named).add(entry.seq());
      }
    }
    return traces;
  }

  private static boolean names(@Nullable Person person, UUID user) {
    return person != null && person.user().equals(user) && !person.name().isEmpty();
  }

  private static boolean isOfMembers(RoomEvent event) {
    return event instanceof RoomEvent.OnMember
        || event instanceof RoomEvent.Created
        || event instanceof RoomEvent.DirectOpened;
  }

  /// The user beside the author whom the event names, null for none.
  private static @Nullable Person concerned(RoomEvent event) {
    return switch (event) {
      case RoomEvent.DirectOpened opened -> opened.peer();
      case RoomEvent.Joined joined -> joined.member();
      case RoomEvent.Kicked kicked -> kicked.member();
      case RoomEvent.Banned banned -> banned.member();
      case RoomEvent.Unbanned unbanned -> unbanned.member();
      case RoomEvent.Muted muted -> muted.member();
      case RoomEvent.Unmuted unmuted -> unmuted.member();
      case RoomEvent.RoleChanged changed -> changed.member();
      case RoomEvent.GuestRegistered registered -> registered.guest();
      case RoomEvent.Audited audited -> audited.entry().account();
      case RoomEvent.Left _,
          RoomEvent.Created _,
          RoomEvent.Renamed _,
          RoomEvent.RetentionChanged _,
          RoomEvent.SlowModeChanged _,
          RoomEvent.Redacted _,
          RoomEvent.Erasable _,
          RoomEvent.OnMessage _ ->
          null;
    };
  }
}
