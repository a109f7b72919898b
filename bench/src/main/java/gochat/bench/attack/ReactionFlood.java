package gochat.bench.attack;

import gochat.v1.AddReactionRequest;
import gochat.v1.ClientFrame;
import gochat.v1.RemoveReactionRequest;

/// Adds a reaction and removes it again.
final class ReactionFlood extends ApiFlood {
  ReactionFlood() {
    super(3000, "A stream that reacts faster than its account may is held back.");
  }

  @Override
  Script script(Attacker attacker) {
    String room = attacker.user().makeRoom();
    long message = attacker.user().post(room);
    return turn ->
        turn % 2 == 0
            ? ClientFrame.newBuilder()
                .setAddReaction(
                    AddReactionRequest.newBuilder()
                        .setRoom(room)
                        .setMessageSeq(message)
                        .setReaction("+1"))
            : ClientFrame.newBuilder()
                .setRemoveReaction(
                    RemoveReactionRequest.newBuilder()
                        .setRoom(room)
                        .setMessageSeq(message)
                        .setReaction("+1"));
  }
}
