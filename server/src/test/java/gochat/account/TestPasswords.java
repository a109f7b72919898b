package gochat.account;

/// How servers in the process of a test hash passwords.
public final class TestPasswords {
  /// So little that a sign-in takes less than a millisecond, instead of a tenth of a second.
  public static final PasswordCost COST = new PasswordCost(64, 1);

  private TestPasswords() {}
}
