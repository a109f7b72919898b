package gochat.bench.attack;

import java.io.IOException;

/// An HTTP/2 client that writes the same few frames again and again.
abstract class Http2Flood extends Attack {
  private static final int TURNS = 20_000;

  Http2Flood(String sentence) {
    super(Defence.CLOSED, sentence);
  }

  RawHttp2 connect(Attacker attacker) throws IOException {
    return RawHttp2.connect(attacker);
  }

  /// Writes the frames before the flood.
  void begin(RawHttp2 client, Port port) throws IOException {}

  /// Writes the frames of one turn.
  abstract void write(RawHttp2 client, Port port, int turn) throws IOException;

  @Override
  public final Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawHttp2 client = connect(attacker);
    begin(client, attacker.port());
    return attacker.flood(client.connection(), TURNS, turn -> write(client, attacker.port(), turn));
  }

  /// The id of the stream that a client opens in this turn.
  static int stream(int turn) {
    return 2 * turn + 1;
  }
}
