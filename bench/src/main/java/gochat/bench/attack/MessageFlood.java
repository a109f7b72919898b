package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.SendMessageRequest;
import java.util.UUID;

/// Sends one message after the other.
final class MessageFlood extends ApiFlood {
  MessageFlood() {
    super(3000, "A stream that sends faster than its account may is held back.");
  }

  @Override
  Script script(Attacker attacker) {
    String room = attacker.user().makeRoom();
    return _ ->
        ClientFrame.newBuilder()
            .setSendMessage(
                SendMessageRequest.newBuilder()
                    .setRoom(room)
                    .setClientMessageId(UUID.randomUUID().toString())
                    .setText("a flood"));
  }
}
