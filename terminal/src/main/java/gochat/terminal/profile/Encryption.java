package gochat.terminal.profile;

/// How the connection to a profile's server is protected.
public sealed interface Encryption {
  record None() implements Encryption {}

  /// By TLS, with the authorities that this Java trusts.
  record Trusted() implements Encryption {}

  /// By TLS, with the authorities in a PEM file.
  record Authority(String file) implements Encryption {}

  /// By TLS, with the one certificate of this SHA-256 fingerprint.
  record Pinned(String fingerprint) implements Encryption {}
}
