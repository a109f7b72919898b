package gochat.bench.attack;

import java.io.IOException;

/// Answers to PING frames that the server never sent.
final class UnaskedAnswers extends Http2Flood {
  UnaskedAnswers() {
    super("A connection that answers what was not asked is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.PING, RawHttp2.ACK, 0, new byte[8]);
  }
}
