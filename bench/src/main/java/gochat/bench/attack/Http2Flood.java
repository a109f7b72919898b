package gochat.bench.attack;

import java.io.IOException;

/// A client of HTTP/2 that writes the same few frames again and again.
abstract class Http2Flood extends Attack {
  private static final int TURNS = 20_000;

  Http2Flood(String sentence) {
    super(Defence.CLOSED, sentence);
  }

  RawHttp2 connect(Attacker attacker) throws IOException {
    return RawHttp2.connect(attacker);
  }

  /// Writes what goes before the flood.
  void begin(RawHttp2 client, Port port) throws IOException {}

  /// Writes once more.
  abstract void write(RawHttp2 client, Port port, int turn) throws IOException;

  @Override
  public final Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawHttp2 client = connect(attacker);
    begin(client, attacker.port());
    return attacker.flood(client.connection(), TURNS, turn -> write(client, attacker.port(), turn));
  }

  /// The stream that a client opens in its turn.
  static int stream(int turn) {
    return 2 * turn + 1;
  }
}
