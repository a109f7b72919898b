package gochat.bench.attack;

import java.io.IOException;

/// Sends a request with megabytes of headers.
final class HeaderBomb extends Http2Flood {
  private static final byte[] HEADERS =
      RawHttp2.headers("x-bomb", "x".repeat(RawHttp2.FRAME_BYTES_MAX - 100));

  HeaderBomb() {
    super("Headers beyond 16 KiB are not kept, and their connection is closed.");
  }

  @Override
  void begin(RawHttp2 client, Port port) throws IOException {
    client.frame(RawHttp2.HEADERS, 0, 1, Requests.unfinished(port));
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.CONTINUATION, 0, 1, HEADERS);
  }
}
