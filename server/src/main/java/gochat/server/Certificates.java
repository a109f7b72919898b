package gochat.server;

import gochat.acme.AcmeCertificate;
import gochat.store.DataDirectory;
import gochat.tls.HttpChallenges;
import gochat.tls.IdentitySource;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import gochat.tls.WatchedFiles;
import java.util.Optional;
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

  /// The name that clients find in the certificate and check; empty for a certificate that no
  /// authority confirms.
  static Optional<String> name(Config.Tls tls, TlsIdentity identity) {
    return switch (tls.source()) {
      case FILES -> identity.hostName();
      case SELF_SIGNED -> Optional.empty();
      case ACME -> tls.acme().names().stream().findFirst();
    };
  }

  private static TlsIdentity selfSigned(@Nullable DataDirectory data) {
    return data == null ? SelfSigned.inMemory() : SelfSigned.in(data.path());
  }
}
