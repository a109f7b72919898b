package gochat.bench.attack;

import java.io.IOException;

/// Sends PING frames and reads the answers.
final class PingFlood extends Http2Flood {
  PingFlood() {
    super("A connection that sends PING without end is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.PING, 0, 0, new byte[8]);
  }
}
