package gochat.account;

/// The cost of hashing a password, for the server at each sign-in and an attacker at each guess.
///
/// @param memoryKib at least 8
/// @param iterations over this memory, at least 1
public record PasswordCost(int memoryKib, int iterations) {
  /// What OWASP recommends for servers.
  public static final PasswordCost STANDARD = new PasswordCost(19 * 1_024, 2);
}
