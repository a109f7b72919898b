package gochat.account;

/// The people who can register an account. It does not concern guests, nor the first administrator,
/// who registers with a code of the operator's.
public enum Registration {
  /// Everybody.
  OPEN,
  /// People with an invitation.
  INVITE,
  /// Nobody; the operator adds accounts.
  OFF
}
