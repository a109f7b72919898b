package gochat.bench.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Opens fifty connections, and on each sends a request byte by byte without an end.
abstract class SlowWriter extends Attack {
  private static final int CONNECTIONS = 50;
  private static final int DRIPS = 3;

  SlowWriter(String sentence) {
    super(Defence.HELD, sentence);
  }

  /// The first bytes of the connection. The last byte is never written, and the bytes before it are
  /// written one by one.
  ///
  /// @param index of the connection
  abstract byte[] firstBytes(Port port, int index);

  /// Connects with HTTP/2 to the gRPC port, and with HTTP/1.1 to the web port, unless overridden.
  RawConnection connect(Attacker attacker) throws IOException {
    return attacker.connect(
        switch (attacker.port()) {
          case GRPC -> "h2";
          case WEB -> "http/1.1";
        });
  }

  @Override
  public final Result strike(Attacker attacker) throws IOException, InterruptedException {
    List<RawConnection> connections = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      byte[] first = firstBytes(attacker.port(), i);
      RawConnection connection = connect(attacker);
      connection.drain();
      connection.write(Arrays.copyOf(first, first.length - 1 - DRIPS));
      connection.flush();
      connections.add(connection);
    }
    for (int drip = 0; drip < DRIPS; drip++) {
      for (int i = 0; i < CONNECTIONS; i++) {
        byte[] first = firstBytes(attacker.port(), i);
        connections.get(i).write(first[first.length - 1 - DRIPS + drip]);
        connections.get(i).flush();
      }
    }
    return attacker.hold();
  }
}
