package gochat.room;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The entries of the audit log about acts of moderators and owners: who did what to whom, in which
/// room. They have no texts of users but the reasons in rooms that are not private, because
/// administrators may not read private rooms. The server's own ends of bans and mutes have none:
/// the entry about the beginning has the duration. Stateless.
public final class Moderation {
  private Moderation() {}

  /// The entries about an accepted command.
  ///
  /// @param id of the room
  /// @param known the command
  /// @param events those that it leads to
  public static List<Command.Audit> entries(
      RoomId id, Room room, Known known, List<RoomEvent> events) {
    List<Command.Audit> entries = new ArrayList<>();
    for (RoomEvent event : events) {
      AuditEntry entry = entry(details(id, room.kind(), room.name()), room.kind(), known, event);
      if (entry != null) {
        entries.add(new Command.Audit(event.author(), entry));
      }
    }
    return entries;
  }

  /// @param details those that name the room
  private static @Nullable AuditEntry entry(
      Map<AuditDetail, String> details, @Nullable RoomKind kind, Known known, RoomEvent event) {
    return switch (event) {
      case RoomEvent.Kicked kicked -> {
        putTerms(details, kind, kicked.reason(), 0);
        yield entry(AuditAction.MEMBER_KICKED, kicked.member(), details);
      }
      case RoomEvent.Banned banned -> {
        putTerms(details, kind, banned.reason(), duration(banned.untilMs(), banned));
        yield entry(AuditAction.MEMBER_BANNED, banned.member(), details);
      }
      case RoomEvent.Unbanned unbanned ->
          entry(AuditAction.MEMBER_UNBANNED, unbanned.member(), details);
      case RoomEvent.Muted muted -> {
        putTerms(details, kind, muted.reason(), duration(muted.untilMs(), muted));
        yield entry(AuditAction.MEMBER_MUTED, muted.member(), details);
      }
      case RoomEvent.Unmuted unmuted ->
          entry(AuditAction.MEMBER_UNMUTED, unmuted.member(), details);
      case RoomEvent.RoleChanged changed -> {
        details.put(AuditDetail.ROLE, changed.role().name().toLowerCase(Locale.ROOT));
        yield entry(AuditAction.ROLE_CHANGED, changed.member(), details);
      }
      case RoomEvent.RetentionChanged changed -> {
        putRule(details, changed.rule());
        yield entry(AuditAction.RETENTION_CHANGED, null, details);
      }
      case RoomEvent.SlowModeChanged changed -> {
        details.put(
            AuditDetail.INTERVAL, RetentionText.age(new RetentionRule(changed.intervalMs(), 0)));
        yield entry(AuditAction.SLOW_MODE_CHANGED, null, details);
      }
      case RoomEvent.Deleted deleted
          when known instanceof Known.OfMessage(_, Target target)
              && target != null
              && !target.isBy(deleted.author()) -> {
        details.put(AuditDetail.MESSAGE, String.valueOf(deleted.message()));
        yield entry(AuditAction.MESSAGE_DELETED, target.author(), details);
      }
      case RoomEvent.Posted _,
          RoomEvent.OnMessage _,
          RoomEvent.OnMember _,
          RoomEvent.Redacted _,
          RoomEvent.Created _,
          RoomEvent.DirectOpened _,
          RoomEvent.Renamed _,
          RoomEvent.TopicChanged _,
          RoomEvent.Audited _ ->
          null;
    };
  }

  private static AuditEntry entry(
      AuditAction action, @Nullable Person concerned, Map<AuditDetail, String> details) {
    return new AuditEntry(AuditEntry.Actor.ACCOUNT, action, concerned, details);
  }

  /// The details of an entry about how much of a room's log is kept.
  ///
  /// @param rule the new rule
  public static Map<AuditDetail, String> retention(
      RoomId id, @Nullable RoomKind kind, @Nullable RoomName name, RetentionRule rule) {
    Map<AuditDetail, String> details = details(id, kind, name);
    putRule(details, rule);
    return details;
  }

  /// @param reason empty for none
  /// @param durationMs 0 for no end
  private static void putTerms(
      Map<AuditDetail, String> details, @Nullable RoomKind kind, String reason, long durationMs) {
    if (!reason.isEmpty() && kind != null && kind.isAdministered()) {
      details.put(AuditDetail.REASON, reason);
    }
    if (durationMs != 0) {
      details.put(AuditDetail.DURATION, RetentionText.age(new RetentionRule(durationMs, 0)));
    }
  }

  private static long duration(long untilMs, RoomEvent event) {
    return untilMs == 0 ? 0 : untilMs - event.atMs();
  }

  private static void putRule(Map<AuditDetail, String> details, RetentionRule rule) {
    details.put(AuditDetail.AGE, RetentionText.age(rule));
    details.put(AuditDetail.EVENTS, RetentionText.events(rule));
  }

  /// Names a room; the name of a private one is left out.
  public static Map<AuditDetail, String> details(
      RoomId id, @Nullable RoomKind kind, @Nullable RoomName name) {
    Map<AuditDetail, String> details = new EnumMap<>(AuditDetail.class);
    details.put(AuditDetail.ROOM, id.value());
    if (kind == RoomKind.PUBLIC && name != null) {
      details.put(AuditDetail.ROOM_NAME, name.shown());
    }
    return details;
  }
}
