package gochat.server;

import gochat.tls.TlsIdentity;
import java.util.Optional;
import java.util.OptionalInt;

/// A started server as [Main] sees it.
interface RunningServer extends AutoCloseable {
  /// The port that it listens on, also when it was to take any free one.
  int port();

  /// The port on which it serves HTTP, empty when on none.
  OptionalInt webPort();

  /// What it proves itself with, empty when it does not encrypt.
  Optional<TlsIdentity> identity();

  /// Makes whoever registers with it the administrator; empty when there is one.
  Optional<String> adminCode();

  /// Takes no more connections, lets what waits go out, and closes the store.
  @Override
  void close();
}
