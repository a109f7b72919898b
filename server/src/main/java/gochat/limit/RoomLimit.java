package gochat.limit;

import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Limits of rooms and their members.
public final class RoomLimit {
  public static final Limit MADE_PER_HOUR =
      Limit.of(
              "room.per-account-and-hour-max",
              50,
              Unit.COUNT,
              Scope.ACCOUNT,
              refusal("THROTTLED", "The room is not created; the refusal says when to try again."))
          .settable(1, 1_000_000);
  public static final Limit MEMBERSHIPS =
      Limit.of(
              "room.memberships-per-account-max",
              1_000,
              Unit.COUNT,
              Scope.ACCOUNT,
              refusal("TOO_MANY", "The account cannot become a member of another room."))
          .settable(1, 1_000_000);
  public static final Limit INVITATIONS_PER_HOUR =
      Limit.of(
              "room.invitations-per-account-and-hour-max",
              50,
              Unit.COUNT,
              Scope.ACCOUNT,
              refusal("THROTTLED", "Other users cannot invite the account for a while."))
          .settable(1, 1_000_000);
  public static final Limit MEMBERS =
      Limit.of(
          "room.members-max",
          10_000,
          Unit.COUNT,
          Scope.ROOM,
          refusal("TOO_MANY", "No more users can become members."));
  public static final Limit BANNED =
      Limit.of(
          "room.banned-max",
          100_000,
          Unit.COUNT,
          Scope.ROOM,
          refusal("TOO_MANY", "No more users can be banned."));
  public static final Limit MUTED =
      Limit.of(
          "room.muted-max",
          100_000,
          Unit.COUNT,
          Scope.ROOM,
          refusal("TOO_MANY", "No more users can be muted."));
  public static final Limit PINS =
      Limit.of(
          "room.pins-max",
          50,
          Unit.COUNT,
          Scope.ROOM,
          refusal("TOO_MANY_PINS", "No more messages can be pinned."));
  public static final Limit TOPIC_BYTES =
      Limit.of(
          "room.topic-bytes-max",
          1_024,
          Unit.BYTES,
          Scope.ROOM,
          refusal("TOPIC_TOO_LONG", "The topic is unchanged."));
  public static final Limit REASON_BYTES =
      Limit.of(
          "room.reason-bytes-max",
          512,
          Unit.BYTES,
          Scope.ROOM,
          refusal("INVALID_ARGUMENT", "The user is not kicked, banned or muted."));
  public static final Limit MEASURE =
      Limit.of(
          "room.measure-ms-max",
          315_360_000_000L,
          Unit.MILLISECONDS,
          Scope.ROOM,
          refusal("INVALID_ARGUMENT", "The user is not banned or muted."));
  public static final Limit SLOW_MODE =
      Limit.of(
          "room.slow-mode-seconds-max",
          21_600,
          Unit.SECONDS,
          Scope.ROOM,
          refusal("INVALID_ARGUMENT", "The slow mode of the room is unchanged."));
  public static final Limit MEASURE_PAUSE =
      Limit.of(
          "room.measure-pause-ms",
          1_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          delay(
              "The server looks for ends of bans and mutes after each pause of this length. In a"
                  + " room that is used, an end comes on time."));

  public static final Limit AUDIT_DETAIL =
      Limit.of(
          "audit.detail-chars-max",
          4_000,
          Unit.COUNT,
          Scope.ROOM,
          less("A longer detail of an entry of the audit log is cut."));

  public static final Limit UNREAD =
      Limit.of(
          "room.unread-max",
          1_000,
          Unit.COUNT,
          Scope.ROOM,
          less("Counts of unread messages and mentions stop here."));

  private RoomLimit() {}
}
