package gochat.bench.attack;

import java.io.IOException;

/// Frames of a type that nobody knows.
final class UnknownFrames extends Http2Flood {
  UnknownFrames() {
    super("A connection that sends frames of no known type without end is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.UNKNOWN, 0, 0);
  }
}
