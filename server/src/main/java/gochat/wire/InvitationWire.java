package gochat.wire;

import gochat.account.Invitation;
import gochat.v1.ServerInvitation;
import gochat.v1.UserKind;

/// Maps invitations to the v1 API.
public final class InvitationWire {
  private InvitationWire() {}

  public static ServerInvitation of(Invitation invitation) {
    Invitation.Terms terms = invitation.terms();
    return ServerInvitation.newBuilder()
        .setInvitationId(invitation.id().toString())
        .setUsesMax(terms.usesMax())
        .setUses(invitation.uses())
        .setKind(kind(terms.kind()))
        .addAllRoomIds(terms.rooms())
        .setNote(terms.note())
        .setCreateTime(TimeWire.of(invitation.createdMs()))
        .setExpireTime(TimeWire.of(invitation.expiresMs()))
        .build();
  }

  private static UserKind kind(gochat.account.UserKind kind) {
    return kind == gochat.account.UserKind.ADMINISTRATOR
        ? UserKind.USER_KIND_ADMINISTRATOR
        : UserKind.USER_KIND_ACCOUNT;
  }
}
