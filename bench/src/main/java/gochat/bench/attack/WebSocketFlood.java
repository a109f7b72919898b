package gochat.bench.attack;

import java.io.IOException;

/// A WebSocket client that writes the same frames again and again.
abstract class WebSocketFlood extends WebAttack {
  /// With 127 bytes each, several times what the buffers of two sockets hold unread.
  private static final int TURNS = 200_000;

  WebSocketFlood(String sentence) {
    super(Defence.CLOSED, sentence);
  }

  RawWebSocket connect(Attacker attacker) throws IOException {
    return RawWebSocket.connect(attacker);
  }

  /// Writes the frames of one turn.
  abstract void write(RawWebSocket client, int turn) throws IOException;

  @Override
  public final Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawWebSocket client = connect(attacker);
    Result result = attacker.flood(client.connection(), TURNS, turn -> write(client, turn));
    return client.closeReason().isEmpty()
        ? result
        : new Result(result.defence(), client.closeReason());
  }
}
