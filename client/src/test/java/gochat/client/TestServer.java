package gochat.client;

import java.io.IOException;

/// A chat server that a test can stop and start again.
public interface TestServer extends AutoCloseable {
  /// The servers that a client of the first contract works with; its tests run against each.
  enum Kind {
    /// A model of the first server, which was written in Go.
    SEED {
      @Override
      public TestServer start() throws IOException {
        return SeedServer.start();
      }
    },
    /// The server of this project.
    REAL {
      @Override
      public TestServer start() throws IOException {
        return RealServer.start();
      }
    };

    public abstract TestServer start() throws IOException;
  }

  ServerAddress address();

  /// Ends all connections and stops listening.
  void stop() throws IOException;

  /// Listens again at the same address.
  void startAgain() throws IOException;

  @Override
  void close() throws IOException;
}
