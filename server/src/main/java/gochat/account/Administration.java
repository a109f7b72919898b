package gochat.account;

import gochat.account.Refusal.Reason;
import gochat.limit.AccountLimit;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The work of administrators on accounts.
///
/// Safe for all threads. All methods may wait for the disk, so they are for virtual threads; they
/// throw an [AccountsException] when it can't be read or written.
public final class Administration {
  private static final long RESET_LIFE_MS = AccountLimit.RESET_LIFE.standard();

  /// A code for a new password.
  ///
  /// @param code for people to type
  /// @param expiresMs in Unix milliseconds
  public record ResetCode(String code, long expiresMs) {}

  private final Accounts accounts;
  private final Leases leases;
  private final SecureRandom random;
  private final InstantSource clock;

  Administration(Accounts accounts, Leases leases, SecureRandom random, InstantSource clock) {
    this.accounts = accounts;
    this.leases = leases;
    this.random = random;
    this.clock = clock;
  }

  /// The account with this name; empty also for a guest.
  public Optional<User> find(String name) {
    return switch (UserName.check(name)) {
      case UserName.Check.Valid(UserName valid) ->
          accounts.find(valid).filter(user -> user.kind().hasAccount());
      case UserName.Check.Refused _ -> Optional.empty();
    };
  }

  /// Accounts in the order of their folded names.
  ///
  /// @param prefix of the names, in any case; empty for all accounts
  /// @param after the name before the first one; empty for the first page
  /// @param max the most accounts, at least 1
  public List<Account> list(String prefix, Optional<UserName> after, int max) {
    String place = after.map(UserName::folded).orElse("");
    if (prefix.isEmpty()) {
      return accounts.list("", place, max);
    }
    return switch (UserName.check(prefix)) {
      case UserName.Check.Valid(UserName valid) -> accounts.list(valid.folded(), place, max);
      case UserName.Check.Refused _ -> List.of();
    };
  }

  /// Ends the sessions of an account, and lets it sign in no more.
  ///
  /// @return empty when it is disabled now
  public Optional<Refusal> disable(User account) {
    Optional<List<UUID>> ended = accounts.disable(account.id());
    if (ended.isEmpty()) {
      return Optional.of(
          Refusal.of(
              Reason.LAST_ADMINISTRATOR,
              "%s is the last administrator who can sign in. Invite another one first."
                  .formatted(account.name())));
    }
    ended.get().forEach(leases::end);
    return Optional.empty();
  }

  /// Lets an account sign in again.
  public void enable(User account) {
    accounts.enable(account.id());
  }

  /// Ends all sessions of an account.
  public void endSessions(User account) {
    accounts.removeTokens(account.id()).forEach(leases::end);
  }

  /// Makes a code with which the user of an account chooses a new password: see
  /// [SignIns#resetPassword]. An earlier one ends. The code is told once and stored as a hash only.
  public ResetCode createReset(User account) {
    SecretCode code = SecretCode.issue(random);
    long expiresMs = clock.millis() + RESET_LIFE_MS;
    accounts.setReset(account.id(), new PasswordReset(SecretCode.hash(code.text()), expiresMs));
    return new ResetCode(code.text(), expiresMs);
  }
}
