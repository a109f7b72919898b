package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.InviteMemberRequest;
import gochat.v1.KickMemberRequest;

/// Makes somebody a member of a room and removes them again.
final class MembershipFlood extends ApiFlood {
  MembershipFlood() {
    super(
        400,
        "QUOTA_REACHED",
        "Nobody is made a member by others more often than so many times in an hour.");
  }

  @Override
  Script script(Attacker attacker) {
    String room = attacker.user().makeRoom();
    String other = attacker.newUser().name();
    return turn ->
        turn % 2 == 0
            ? ClientFrame.newBuilder()
                .setInviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser(other))
            : ClientFrame.newBuilder()
                .setKickMember(KickMemberRequest.newBuilder().setRoom(room).setUser(other));
  }
}
