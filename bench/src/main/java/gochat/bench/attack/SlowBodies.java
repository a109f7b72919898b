package gochat.bench.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;

/// Sends the body of a request without an end.
final class SlowBodies extends SlowWriter {
  private static final int BODY_BYTES = 10_000;

  SlowBodies() {
    super("A request whose body does not end costs little; its call ends after 30 s.");
  }

  @Override
  byte[] firstBytes(Port port, int index) {
    return switch (port) {
      case GRPC ->
          Bytes.concat(
              RawHttp2.preface(),
              RawHttp2.frameBytes(RawHttp2.SETTINGS, 0, 0),
              RawHttp2.frameBytes(
                  RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, Requests.unfinished(Port.GRPC)),
              RawHttp2.frameBytes(RawHttp2.DATA, 0, 1, RawHttp2.grpcMessage(new byte[BODY_BYTES])));
      case WEB ->
          Bytes.concat(
              RawHttp1.post(Requests.SIGN_IN, BODY_BYTES + 1),
              " ".repeat(BODY_BYTES).getBytes(US_ASCII));
    };
  }
}
