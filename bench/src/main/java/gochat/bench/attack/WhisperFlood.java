package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.SendDirectMessageRequest;
import java.io.IOException;
import java.util.UUID;

/// Sends private messages to a user that does not read.
final class WhisperFlood extends ApiFlood {
  /// All messages together are more than sockets and one turn take.
  private static final int TEXT_BYTES = 6_000;

  WhisperFlood() {
    super(
        450,
        "THROTTLED",
        "The private messages of one sender that wait for a slow reader are limited.");
  }

  @Override
  Script script(Attacker attacker) throws IOException, InterruptedException {
    ApiUser reader = attacker.newGuest();
    ApiStream.openUnread(attacker, reader.token());
    String text = "x".repeat(TEXT_BYTES);
    return _ ->
        ClientFrame.newBuilder()
            .setSendDirectMessage(
                SendDirectMessageRequest.newBuilder()
                    .setUser(reader.name())
                    .setClientMessageId(UUID.randomUUID().toString())
                    .setText(text));
  }
}
