package gochat.server;

import gochat.acme.AcmeCertificate;
import gochat.store.DataDirectory;
import gochat.tls.HttpChallenges;
import gochat.tls.IdentitySource;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import gochat.tls.WatchedFiles;
import org.jspecify.annotations.Nullable;

/// The source of the server's certificate, by its configuration. Stateless.
final class Certificates {
  private Certificates() {}

  /// @param data null for a server that keeps nothing
  /// @param challenges opened by an authority that checks the names
  /// @return null for a server without TLS
  static @Nullable IdentitySource source(
      Config.Tls tls, @Nullable DataDirectory data, HttpChallenges challenges) {
    return switch (tls.source()) {
      case FILES ->
          tls.cert() == null || tls.key() == null ? null : new WatchedFiles(tls.cert(), tls.key());
      case SELF_SIGNED -> IdentitySource.fixed(selfSigned(data));
      case ACME -> {
        if (data == null) {
          throw new IllegalStateException("Config refuses ACME without a data directory");
        }
        yield AcmeCertificate.of(
            tls.acme().settings(), data.path(), () -> selfSigned(data), challenges);
      }
    };
  }

  private static TlsIdentity selfSigned(@Nullable DataDirectory data) {
    return data == null ? SelfSigned.inMemory() : SelfSigned.in(data.path());
  }
}
