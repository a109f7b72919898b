package gochat.bench.attack;

import java.io.IOException;

/// Sends pings and reads the answers.
final class WebSocketPings extends WebSocketFlood {
  WebSocketPings() {
    super("A WebSocket that sends pings without end is closed.");
  }

  @Override
  void write(RawWebSocket client, int turn) throws IOException {
    client.frame(RawWebSocket.LAST | RawWebSocket.PING);
  }
}
