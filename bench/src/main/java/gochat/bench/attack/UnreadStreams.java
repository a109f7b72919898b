package gochat.bench.attack;

import java.io.IOException;

/// Requests the page again and again on one HTTP/2 connection, grants windows without end, and
/// reads nothing.
final class UnreadStreams extends WebAttack {
  private static final int TURNS = 20_000;
  private static final byte[] REQUEST =
      RawHttp2.headers(
          ":method", "GET", ":scheme", "http", ":path", "/", ":authority", "localhost");

  UnreadStreams() {
    super(Defence.CLOSED, "A connection that requests more than it reads is closed.");
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    RawHttp2 client =
        RawHttp2.connectUnread(attacker, RawHttp2.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE);
    client.windowUpdate(0, Integer.MAX_VALUE - RawHttp2.WINDOW_BYTES);
    return attacker.flood(
        client.connection(),
        TURNS,
        turn ->
            client.frame(
                RawHttp2.HEADERS,
                RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
                Http2Flood.stream(turn),
                REQUEST));
  }
}
