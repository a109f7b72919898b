package gochat.limit;

import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.fixed;
import static gochat.limit.Terms.settable;

/// Of rooms and who is in them.
public enum RoomLimit implements Limit {
  MADE_PER_HOUR(
      settable("room.per-account-and-hour-max", 50, Unit.COUNT, 1, 1_000_000)
          .per(
              Scope.ACCOUNT,
              refusal("QUOTA_REACHED", "No room is made; the error says when to try again."))),
  MEMBERSHIPS(
      settable("room.memberships-per-account-max", 1_000, Unit.COUNT, 1, 1_000_000)
          .per(Scope.ACCOUNT, refusal("QUOTA_REACHED", "Nobody comes into one more room."))),
  INVITATIONS_PER_HOUR(
      settable("room.invitations-per-account-and-hour-max", 50, Unit.COUNT, 1, 1_000_000)
          .per(
              Scope.ACCOUNT,
              refusal("QUOTA_REACHED", "Others can't make a member of them for a while."))),
  MEMBERS(
      fixed("room.members-max", 10_000, Unit.COUNT)
          .per(Scope.ROOM, refusal("TOO_MANY_MEMBERS", "Nobody else comes in."))),
  BANNED(
      fixed("room.banned-max", 100_000, Unit.COUNT)
          .per(Scope.ROOM, refusal("LIST_FULL", "Nobody else is banned."))),
  MUTED(
      fixed("room.muted-max", 100_000, Unit.COUNT)
          .per(Scope.ROOM, refusal("LIST_FULL", "Nobody else is muted."))),
  TOPIC_BYTES(
      fixed("room.topic-bytes-max", 1_024, Unit.BYTES)
          .per(Scope.ROOM, refusal("TOPIC_TOO_LONG", "The topic stays as it was.")));

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  RoomLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
