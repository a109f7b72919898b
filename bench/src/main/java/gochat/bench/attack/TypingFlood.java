package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.SendTypingRequest;

/// Sends typing notices.
final class TypingFlood extends ApiFlood {
  TypingFlood() {
    super(3000, "A stream that sends typing notices faster than its account may is held back.");
  }

  @Override
  Script script(Attacker attacker) {
    String room = attacker.user().makeRoom();
    return _ ->
        ClientFrame.newBuilder().setSendTyping(SendTypingRequest.newBuilder().setRoom(room));
  }
}
