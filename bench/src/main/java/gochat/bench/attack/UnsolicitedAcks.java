package gochat.bench.attack;

import java.io.IOException;

/// Acknowledges PING frames that the server never sent.
final class UnsolicitedAcks extends Http2Flood {
  UnsolicitedAcks() {
    super("A connection that acknowledges PING frames that were never sent is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.PING, RawHttp2.ACK, 0, new byte[8]);
  }
}
