package gochat.terminal.profile;

/// The encryption of the connection to a profile's server.
public sealed interface Encryption {
  record None() implements Encryption {}

  /// TLS, with the authorities that this Java trusts.
  record Trusted() implements Encryption {}

  /// TLS, with the authorities in a PEM file.
  record Authority(String file) implements Encryption {}

  /// TLS, with the certificate of this SHA-256 fingerprint only.
  record Pinned(String fingerprint) implements Encryption {}
}
