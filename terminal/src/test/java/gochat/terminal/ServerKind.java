package gochat.terminal;

import gochat.client.SeedServer;
import gochat.client.TestServer;
import java.io.IOException;

/// The servers that the client must work with; its tests run against each.
enum ServerKind implements TestServer.Kind {
  /// Like the first one, in Go.
  SEED {
    @Override
    public TestServer start() throws IOException {
      return SeedServer.start();
    }
  },
  /// This project's own.
  REAL {
    @Override
    public TestServer start() throws IOException {
      return RealServer.start();
    }
  }
}
