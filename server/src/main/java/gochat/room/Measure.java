package gochat.room;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ban or a mute that holds, or a kick.
///
/// @param member the user whom it concerns, as at that time
/// @param by the user who imposed it, as at that time; null when an older version recorded it and
///   its event is no longer kept
/// @param reason a line, empty for none
/// @param sinceMs the time of its event in Unix milliseconds, 0 when `by` is null
/// @param untilMs its end in Unix milliseconds, 0 for none. It holds until the log has its end
public record Measure(
    Person member, @Nullable Person by, String reason, long sinceMs, long untilMs) {
  public Measure(RoomEvent.Kicked kick) {
    this(kick.member(), kick.author().person(), kick.reason(), kick.atMs(), 0);
  }

  public Measure(RoomEvent.Banned ban) {
    this(ban.member(), ban.author().person(), ban.reason(), ban.atMs(), ban.untilMs());
  }

  public Measure(RoomEvent.Muted mute) {
    this(mute.member(), mute.author().person(), mute.reason(), mute.atMs(), mute.untilMs());
  }

  /// A measure of which an older version has kept nothing but the user's id.
  public static Measure of(UUID user) {
    return new Measure(new Person(user, "", Standing.ACCOUNT), null, "", 0, 0);
  }

  Measure withoutName(UUID user) {
    return new Measure(
        member.withoutName(user),
        by == null ? null : by.withoutName(user),
        reason,
        sinceMs,
        untilMs);
  }

  /// Whether its end has come.
  public boolean isDue(long nowMs) {
    return untilMs != 0 && untilMs <= nowMs;
  }

  /// Whether it would be the same one without a new event: with this reason, and without an end.
  boolean isLasting(String otherReason) {
    return untilMs == 0 && reason.equals(otherReason);
  }
}
