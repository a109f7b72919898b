package gochat.bench.attack;

import java.io.IOException;

/// Sends headers in CONTINUATION frames without an end (VU#421644).
final class ContinuationFlood extends Http2Flood {
  ContinuationFlood() {
    super("A connection whose headers do not end within a few frames is closed.");
  }

  @Override
  void begin(RawHttp2 client, Port port) throws IOException {
    client.frame(RawHttp2.HEADERS, 0, 1, Requests.unfinished(port));
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.CONTINUATION, 0, 1);
  }
}
