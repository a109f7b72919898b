package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.InviteMemberRequest;
import gochat.v1.KickMemberRequest;

/// Makes a user a member of a room and removes the user again.
final class MembershipFlood extends ApiFlood {
  MembershipFlood() {
    super(400, "THROTTLED", "The invitations that make one user a member in an hour are limited.");
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
