package gochat.bench.attack;

import java.io.IOException;

/// Sends frames of an unknown type.
final class UnknownFrames extends Http2Flood {
  UnknownFrames() {
    super("A connection that sends frames of an unknown type without end is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.UNKNOWN, 0, 0);
  }
}
