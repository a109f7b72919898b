package gochat.bench.attack;

import java.io.IOException;

/// Opens streams and resets each at once (CVE-2023-44487).
final class RapidResets extends Http2Flood {
  RapidResets() {
    super("A connection that opens streams and resets them at once is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.open(stream(turn), Requests.unfinished(port));
    client.reset(stream(turn));
  }
}
