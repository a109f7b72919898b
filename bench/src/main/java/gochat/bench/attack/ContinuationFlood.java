package gochat.bench.attack;

import java.io.IOException;

/// Headers in CONTINUATION frames without an end (VU#421644).
final class ContinuationFlood extends Http2Flood {
  ContinuationFlood() {
    super("Headers that do not end within a few frames end the connection.");
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
