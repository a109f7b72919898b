package gochat.bench.attack;

import java.io.IOException;

/// Sends PING frames and does not read the answers (CVE-2019-9512).
final class UnreadPings extends Http2Flood {
  UnreadPings() {
    super("A connection that does not read the answers to its PING frames is closed.");
  }

  @Override
  RawHttp2 connect(Attacker attacker) throws IOException {
    return RawHttp2.connectUnread(attacker);
  }

  @Override
  void write(RawHttp2 client, Port port, int turn) throws IOException {
    client.frame(RawHttp2.PING, 0, 0, new byte[8]);
  }
}
