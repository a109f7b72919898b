package gochat.bench.attack;

import java.io.IOException;

/// Sends priorities of streams that do not exist (CVE-2019-9513).
final class PriorityFlood extends Http2Flood {
  PriorityFlood() {
    super("A connection that sends PRIORITY without end is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.PRIORITY, 0, stream(turn), new byte[5]);
  }
}
