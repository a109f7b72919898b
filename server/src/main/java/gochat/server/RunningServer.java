package gochat.server;

/// A started server as [Main] sees it.
interface RunningServer extends AutoCloseable {
  /// The port that it listens on, also when it was to take any free one.
  int port();

  /// Takes no more connections, lets what waits go out, and closes the store.
  @Override
  void close();
}
