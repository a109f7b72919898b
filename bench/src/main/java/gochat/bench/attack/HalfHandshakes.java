package gochat.bench.attack;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;

/// Begins TLS handshakes and stops in the middle: half of them within the first message, the others
/// after the server's answer.
final class HalfHandshakes extends SlowWriter {
  private static final byte[] NEXT_RECORD = {20, 3, 3, 0, 1};

  HalfHandshakes() {
    super("A TLS handshake that does not end within 10 s is closed, and costs little.");
  }

  @Override
  public boolean needsTls() {
    return true;
  }

  @Override
  RawConnection connect(Attacker attacker) throws IOException {
    return attacker.connectPlain();
  }

  @Override
  byte[] firstBytes(Port port, int index) {
    byte[] hello = Hello.BYTES;
    return index % 2 == 0
        ? Arrays.copyOf(hello, hello.length / 2)
        : Bytes.concat(hello, NEXT_RECORD);
  }

  /// Initialised at the first use.
  private static final class Hello {
    static final byte[] BYTES = make();

    private static byte[] make() {
      try {
        SSLEngine engine = TrustAll.engine();
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
      } catch (IOException e) {
        throw new UncheckedIOException("no first message of TLS", e);
      }
    }
  }
}
