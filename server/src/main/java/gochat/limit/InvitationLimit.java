package gochat.limit;

import static gochat.limit.Beyond.refusal;

/// Limits of invitations to register at the server.
public final class InvitationLimit {
  public static final Limit OPEN =
      Limit.of(
          "invitation.max",
          1_000,
          Unit.COUNT,
          Scope.SERVER,
          refusal("TOO_MANY_INVITATIONS", "No more invitations are made until some end."));
  public static final Limit USES =
      Limit.of(
          "invitation.uses-max",
          10_000,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("FIELD_INVALID", "The invitation is refused."));
  public static final Limit LIFE =
      Limit.of(
          "invitation.life-ms",
          31_536_000_000L,
          Unit.MILLISECONDS,
          Scope.REQUEST,
          refusal("FIELD_INVALID", "An invitation that would be valid for longer is refused."));
  public static final Limit ROOMS =
      Limit.of(
          "invitation.rooms-max",
          16,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("FIELD_INVALID", "The invitation is refused."));
  public static final Limit NOTE =
      Limit.of(
          "invitation.note-max",
          200,
          Unit.CODE_POINTS,
          Scope.REQUEST,
          refusal("FIELD_INVALID", "The invitation is refused."));

  public static final Limit OF_PAGE =
      Limit.of(
          "invitation.of-page-max",
          100,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("FIELD_INVALID", "A request for more is refused."));

  private InvitationLimit() {}
}
