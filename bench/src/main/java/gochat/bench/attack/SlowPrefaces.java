package gochat.bench.attack;

import java.io.IOException;

/// Sends the first bytes of a connection without an end.
final class SlowPrefaces extends SlowWriter {
  SlowPrefaces() {
    super("A connection without a whole preface within 10 s is closed, and costs little.");
  }

  @Override
  RawConnection connect(Attacker attacker) throws IOException {
    return attacker.connect("h2");
  }

  @Override
  byte[] firstBytes(Port port, int index) {
    return RawHttp2.preface();
  }
}
