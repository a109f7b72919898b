package gochat.limit;

import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Of rooms and who is in them.
public final class RoomLimit {
  public static final Limit MADE_PER_HOUR =
      Limit.of(
              "room.per-account-and-hour-max",
              50,
              Unit.COUNT,
              Scope.ACCOUNT,
              refusal("QUOTA_REACHED", "No room is made; the error says when to try again."))
          .settable(1, 1_000_000);
  public static final Limit MEMBERSHIPS =
      Limit.of(
              "room.memberships-per-account-max",
              1_000,
              Unit.COUNT,
              Scope.ACCOUNT,
              refusal("QUOTA_REACHED", "Nobody comes into one more room."))
          .settable(1, 1_000_000);
  public static final Limit INVITATIONS_PER_HOUR =
      Limit.of(
              "room.invitations-per-account-and-hour-max",
              50,
              Unit.COUNT,
              Scope.ACCOUNT,
              refusal("QUOTA_REACHED", "Others can't make a member of them for a while."))
          .settable(1, 1_000_000);
  public static final Limit MEMBERS =
      Limit.of(
          "room.members-max",
          10_000,
          Unit.COUNT,
          Scope.ROOM,
          refusal("TOO_MANY_MEMBERS", "Nobody else comes in."));
  public static final Limit BANNED =
      Limit.of(
          "room.banned-max",
          100_000,
          Unit.COUNT,
          Scope.ROOM,
          refusal("LIST_FULL", "Nobody else is banned."));
  public static final Limit MUTED =
      Limit.of(
          "room.muted-max",
          100_000,
          Unit.COUNT,
          Scope.ROOM,
          refusal("LIST_FULL", "Nobody else is muted."));
  public static final Limit TOPIC_BYTES =
      Limit.of(
          "room.topic-bytes-max",
          1_024,
          Unit.BYTES,
          Scope.ROOM,
          refusal("TOPIC_TOO_LONG", "The topic stays as it was."));

  public static final Limit UNREAD =
      Limit.of(
          "room.unread-max",
          1_000,
          Unit.COUNT,
          Scope.ROOM,
          less("Unread messages, and mentions among them, are counted up to here."));

  private RoomLimit() {}
}
