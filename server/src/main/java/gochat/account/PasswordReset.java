package gochat.account;

/// The right to choose a new password for an account, once and with a code.
///
/// @param hash of the code, see [SecretCode#hash]
/// @param expiresMs in Unix milliseconds
public record PasswordReset(String hash, long expiresMs) {}
