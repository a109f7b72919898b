package gochat.account;

/// A slow, salted hash function for passwords. Each call takes tens of milliseconds of one core.
interface PasswordHash {
  /// A text to be stored, with all that [#matches] needs.
  String of(Password password);

  boolean matches(Password password, String stored);

  /// What no password matches, which takes as long to find out as with any other.
  String unmatchable();
}
