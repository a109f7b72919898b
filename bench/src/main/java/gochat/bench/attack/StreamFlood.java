package gochat.bench.attack;

import java.io.IOException;

/// Opens 20,000 streams on one connection.
final class StreamFlood extends Http2Flood {
  StreamFlood() {
    super("Streams beyond the limit are refused, and a connection that goes on is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.open(stream(turn), Requests.unfinished(port));
  }
}
