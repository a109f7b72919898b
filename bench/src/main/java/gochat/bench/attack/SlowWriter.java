package gochat.bench.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fifty connections on each of which something begins and goes on byte by byte, without an end.
abstract class SlowWriter extends Attack {
  private static final int CONNECTIONS = 50;
  private static final int DRIPS = 3;

  SlowWriter(String sentence) {
    super(Defence.HELD, sentence);
  }

  /// What the connection begins with. Its last byte is never written, and those before it one by
  /// one.
  ///
  /// @param index of the connection
  abstract byte[] words(Port port, int index);

  /// By default over HTTP/2 to the port of gRPC, and over HTTP/1.1 to that for the web.
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
      byte[] words = words(attacker.port(), i);
      RawConnection connection = connect(attacker);
      connection.drain();
      connection.write(Arrays.copyOf(words, words.length - 1 - DRIPS));
      connection.flush();
      connections.add(connection);
    }
    for (int drip = 0; drip < DRIPS; drip++) {
      for (int i = 0; i < CONNECTIONS; i++) {
        byte[] words = words(attacker.port(), i);
        connections.get(i).write(words[words.length - 1 - DRIPS + drip]);
        connections.get(i).flush();
      }
    }
    return attacker.hold();
  }
}
