package gochat.tls;

import java.util.Optional;

/// The source of the server's identity, and of those that take its place while the server runs. One
/// thread uses it at a time.
public interface IdentitySource {
  /// The identity at the start.
  ///
  /// @throws TlsException if there is none that can be used
  TlsIdentity first();

  /// The identity that has come since the last call, empty if there is none. May wait for minutes;
  /// an interrupted call ends soon.
  ///
  /// @throws TlsException if a new identity can't be had. It is thrown once for each failure, and
  ///   the next calls go on trying
  Optional<TlsIdentity> next();

  /// A certificate that is made once and never replaced.
  static IdentitySource fixed(TlsIdentity identity) {
    return new IdentitySource() {
      @Override
      public TlsIdentity first() {
        return identity;
      }

      @Override
      public Optional<TlsIdentity> next() {
        return Optional.empty();
      }
    };
  }
}
