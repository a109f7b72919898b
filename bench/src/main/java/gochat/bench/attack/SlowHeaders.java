package gochat.bench.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;

/// Sends the head of a request without an end.
final class SlowHeaders extends SlowWriter {
  SlowHeaders() {
    super("A request whose headers do not end within 10 s is given up, and costs little.");
  }

  @Override
  byte[] firstBytes(Port port, int index) {
    return switch (port) {
      case GRPC ->
          Bytes.concat(
              RawHttp2.preface(),
              RawHttp2.frameBytes(RawHttp2.SETTINGS, 0, 0),
              RawHttp2.frameBytes(RawHttp2.HEADERS, 0, 1, Requests.unfinished(Port.GRPC)),
              RawHttp2.frameBytes(
                  RawHttp2.CONTINUATION, 0, 1, RawHttp2.headers("x-slow", "12345678")));
      case WEB -> "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: 12345678".getBytes(US_ASCII);
    };
  }
}
