package gochat.server;

import gochat.account.Registration;
import gochat.tls.TlsIdentity;
import java.util.Optional;
import java.util.OptionalInt;

/// A running server, as [Main] needs it.
interface RunningServer extends AutoCloseable {
  /// The port for gRPC, also when any free one was configured.
  int port();

  /// The port for HTTP, empty for none.
  OptionalInt webPort();

  /// The address of the page, of which links are made, without a slash at the end; empty for a
  /// server without a page.
  String url();

  /// The port for metrics and health, empty for none.
  OptionalInt opsPort();

  /// The certificate and key for new connections, empty without TLS.
  Optional<TlsIdentity> identity();

  /// The people who can register an account.
  Registration registration();

  /// The code with which a user registers as the administrator; empty when there is one.
  Optional<String> adminCode();

  /// Accepts no more connections, sends what waits, and closes the store.
  @Override
  void close();
}
