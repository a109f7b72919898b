package gochat.system;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.History;
import gochat.client.ServerProcess;
import gochat.client.Surroundings;
import gochat.grpc.LoopbackProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A server with a low limit of descriptors and a small heap, which strangers fill with
/// connections.
@EnabledOnOs(OS.LINUX)
class FewResourcesTest {
  private static final long SEED =
      Long.getLong("gochat.system.seed", new SplittableRandom().nextLong());

  /// Half of them, at most, are for connections.
  private static final int DESCRIPTORS = 512;

  /// More than are for connections. With the server's own files and the other clients they are less
  /// than all, even when the server accepts them before it counts them.
  private static final int FLOOD = 260;

  /// The server takes 17 MB without clients, the hash of a password 20 MB, and the connections some
  /// MB more. With 48 MB little is left for new objects, and a rare run fails.
  private static final long HEAP_BYTES = 64L << 20;

  private final List<Socket> flood = new ArrayList<>();

  @TempDir private Path directory;

  @Test
  void connectionsStayWhenAFloodTakesAllThatAreAllowedAndNothingIsLost() throws Exception {
    Surroundings little =
        Surroundings.USUAL
            .withCommand("sh", "-c", "ulimit -n " + DESCRIPTORS + " && exec \"$@\"", "sh")
            .withHeap(HEAP_BYTES);
    try (ServerProcess server = ServerProcess.start(directory, little);
        SystemRun run = new SystemRun(server, SEED, LoopbackProxy::new)) {
      run.begin();
      run.awaitStored(1);
      for (int i = 0; i < FLOOD; i++) {
        open(i % 2 == 0 ? server.port() : server.webPort());
      }
      run.awaitStored(1);
      closeFlood();
      run.awaitStored(1);
      run.end();

      History history = run.finish(_ -> false);
      assertThat(history.violations()).as("seed %d", SEED).isEmpty();
    } finally {
      closeFlood();
    }
  }

  private void open(int port) throws IOException {
    flood.add(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  private void closeFlood() throws IOException {
    for (Socket socket : flood) {
      socket.close();
    }
    flood.clear();
  }
}
