package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.SetAwayRequest;

/// Goes away and comes back.
final class PresenceFlood extends ApiFlood {
  PresenceFlood() {
    super(3000, "A stream whose user comes and goes faster than an account may is held back.");
  }

  @Override
  Script script(Attacker attacker) {
    return turn ->
        ClientFrame.newBuilder().setSetAway(SetAwayRequest.newBuilder().setAway(turn % 2 == 0));
  }
}
