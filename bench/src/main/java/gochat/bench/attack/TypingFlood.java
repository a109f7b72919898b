package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.SendTypingRequest;

/// Says that somebody writes.
final class TypingFlood extends ApiFlood {
  TypingFlood() {
    super(
        3000, "A stream that says faster than its account may that somebody writes is held back.");
  }

  @Override
  Script script(Attacker attacker) {
    String room = attacker.user().makeRoom();
    return _ ->
        ClientFrame.newBuilder().setSendTyping(SendTypingRequest.newBuilder().setRoom(room));
  }
}
