package gochat.bench.attack;

import java.io.IOException;

/// Opens streams and makes the server reset each, with an error of the stream (CVE-2025-8671).
final class ProvokedResets extends Http2Flood {
  ProvokedResets() {
    super("A connection that makes the server reset its streams is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.open(stream(turn), Requests.unfinished(port));
    client.windowUpdate(stream(turn), 0);
  }
}
