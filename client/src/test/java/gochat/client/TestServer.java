package gochat.client;

import java.io.IOException;

/// A chat server that a test can stop and start again.
public interface TestServer extends AutoCloseable {
  ServerAddress address();

  /// Ends all connections and stops listening.
  void stop() throws IOException;

  /// Listens again at the same address.
  void startAgain() throws IOException;

  @Override
  void close() throws IOException;

  /// Starts a server on a free port of the loopback interface.
  interface Kind {
    TestServer start() throws IOException;
  }
}
