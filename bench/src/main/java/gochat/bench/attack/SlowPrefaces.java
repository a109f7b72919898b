package gochat.bench.attack;

import java.io.IOException;

/// The first bytes of a connection, without an end.
final class SlowPrefaces extends SlowWriter {
  SlowPrefaces() {
    super("A connection that does not say what it is within 10 s is closed, and costs little.");
  }

  @Override
  RawConnection connect(Attacker attacker) throws IOException {
    return attacker.connect("h2");
  }

  @Override
  byte[] words(Port port, int index) {
    return RawHttp2.preface();
  }
}
