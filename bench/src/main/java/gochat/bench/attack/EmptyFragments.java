package gochat.bench.attack;

import java.io.IOException;

/// Sends a message of empty frames without an end.
final class EmptyFragments extends WebSocketFlood {
  EmptyFragments() {
    super("A message in more than 1,024 frames ends its WebSocket.");
  }

  @Override
  void write(RawWebSocket client, int turn) throws IOException {
    client.frame(turn == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION);
  }
}
