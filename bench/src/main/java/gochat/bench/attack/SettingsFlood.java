package gochat.bench.attack;

import java.io.IOException;

/// Sends SETTINGS that change all the time (CVE-2019-9515).
final class SettingsFlood extends Http2Flood {
  SettingsFlood() {
    super("A connection that sends SETTINGS without end is closed.");
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.settings(RawHttp2.INITIAL_WINDOW_SIZE, 1_000 + turn);
  }
}
