package gochat.bench.attack;

import java.io.IOException;

/// Sends WINDOW_UPDATE frames of one byte each.
final class WindowUpdateFlood extends Http2Flood {
  WindowUpdateFlood() {
    super("A connection that grants windows without end is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.windowUpdate(0, 1);
  }
}
