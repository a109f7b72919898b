package gochat.bench.attack;

import java.io.IOException;

/// Sends DATA frames without data (CVE-2019-9518).
final class EmptyData extends Http2Flood {
  EmptyData() {
    super("A connection that sends empty DATA without end is closed.");
  }

  @Override
  void begin(RawHttp2 client, Port port) throws IOException {
    client.open(1, Requests.unfinished(port));
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.DATA, 0, 1);
  }
}
