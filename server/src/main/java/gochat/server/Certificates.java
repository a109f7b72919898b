package gochat.server;

import gochat.store.DataDirectory;
import gochat.tls.IdentitySource;
import gochat.tls.SelfSigned;
import gochat.tls.WatchedFiles;
import org.jspecify.annotations.Nullable;

/// The source of the server's certificate, by its configuration. Stateless.
final class Certificates {
  private Certificates() {}

  /// @param data null for a server that keeps nothing
  /// @return null for a server without TLS
  static @Nullable IdentitySource source(Config.Tls tls, @Nullable DataDirectory data) {
    return switch (tls.source()) {
      case FILES ->
          tls.cert() == null || tls.key() == null ? null : new WatchedFiles(tls.cert(), tls.key());
      case SELF_SIGNED ->
          IdentitySource.fixed(data == null ? SelfSigned.inMemory() : SelfSigned.in(data.path()));
    };
  }
}
