package gochat.account;

/// A slow, salted hash function for passwords. Each call takes tens of milliseconds of one core.
interface PasswordHash {
  /// Hashes a password into a text that contains everything [#matches] needs.
  String of(Password password);

  boolean matches(Password password, String stored);

  /// A hash that no password matches, and that takes as long to compare as any other.
  String unmatchable();
}
