package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.SetAwayRequest;

/// Sets the user away and back again.
final class PresenceFlood extends ApiFlood {
  PresenceFlood() {
    super(3000, "A stream that changes its presence faster than its account may is held back.");
  }

  @Override
  Script script(Attacker attacker) {
    return turn ->
        ClientFrame.newBuilder().setSetAway(SetAwayRequest.newBuilder().setAway(turn % 2 == 0));
  }
}
