package gochat.cluster;

import gochat.SilentServer;
import gochat.server.ChatServer;
import gochat.server.Setting;
import gochat.server.V1Client;
import gochat.store.postgres.TestDatabase;
import gochat.store.postgres.TestServer;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one empty database, with all their parts.
@ExtendWith(SilentServer.class)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class TwoWholeServers {
  @TempDir private Path directory;

  private final Map<Setting, String> settings;
  private ChatServer first;
  private ChatServer second;
  ManagedChannel atFirst;
  ManagedChannel atSecond;

  /// @param settings that differ from those of every test
  TwoWholeServers(Map<Setting, String> settings) {
    this.settings = settings;
  }

  @BeforeEach
  void startServers() throws Exception {
    TestDatabase database = TestDatabase.blank();
    first = TestServer.start(directory.resolve("first"), database.location(), settings);
    second = TestServer.start(directory.resolve("second"), database.location(), settings);
    atFirst = TestServer.connect(first);
    atSecond = TestServer.connect(second);
  }

  @AfterEach
  void stopServers() {
    atFirst.shutdownNow();
    atSecond.shutdownNow();
    first.close();
    second.close();
  }

  /// Registers the administrator, at the first server.
  V1Client administrator() {
    return V1Client.administrator(atFirst, "root", first.adminCode().orElseThrow());
  }
}
