package gochat.bench.attack;

import java.io.IOException;

/// Sends pings and does not read the answers.
final class UnreadWebSocketPings extends WebSocketFlood {
  UnreadWebSocketPings() {
    super("A WebSocket that does not read the answers to its pings is closed.");
  }

  @Override
  RawWebSocket connect(Attacker attacker) throws IOException {
    return RawWebSocket.connectUnread(attacker);
  }

  @Override
  void write(RawWebSocket client, int turn) throws IOException {
    client.frame(RawWebSocket.LAST | RawWebSocket.PING, new byte[125]);
  }
}
