package gochat.account;

import gochat.account.Accounts.Credentials;
import gochat.account.Refusal.Reason;
import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Verifies that a caller has the password of an account, as often as the throttle allows. Safe for
/// all threads; waits for the password's hash.
final class PasswordVerifier {
  static final Refusal WRONG_PASSWORD =
      Refusal.of(Reason.WRONG_PASSWORD, "There is no account with this name and this password.");

  /// To a caller who is signed in.
  static final Refusal WRONG_OWN_PASSWORD =
      Refusal.of(Reason.WRONG_PASSWORD, "This is not the password of your account.");

  private static final Refusal ACCOUNT_DISABLED =
      Refusal.of(
          Reason.ACCOUNT_DISABLED, "This account is disabled. Ask an administrator of the server.");

  private static final Refusal ACCOUNT_DELETED =
      Refusal.of(
          Reason.ACCOUNT_DELETED,
          "This account is deleted. Within 7 days, an administrator of the server can restore it.");

  /// To a guest who wants what the password of an account gives.
  static final Refusal NO_PASSWORD =
      Refusal.of(Reason.ACCOUNT_NEEDED, "A guest has no password. Please register an account.");

  /// Whether the caller proved to own an account.
  sealed interface Verification {
    record Passed(Credentials account) implements Verification {}

    record Failed(Refusal refusal) implements Verification {}
  }

  private final Accounts accounts;
  private final PasswordHashing hashing;
  private final Throttle throttle;
  private final FailedTries failed;

  PasswordVerifier(
      Accounts accounts, PasswordHashing hashing, Throttle throttle, FailedTries failed) {
    this.accounts = accounts;
    this.hashing = hashing;
    this.throttle = throttle;
    this.failed = failed;
  }

  /// Verifies the password of a caller who is signed in to the account.
  Verification verifyOwn(Identity caller, String typed, InetAddress from) {
    Verification outcome =
        verify(caller.user().name(), typed, from, _ -> Optional.of(caller.tokenId()));
    return outcome instanceof Verification.Failed(Refusal refusal) && refusal.equals(WRONG_PASSWORD)
        ? new Verification.Failed(WRONG_OWN_PASSWORD)
        : outcome;
  }

  /// @param device the id of the caller's device, if it was signed in to the account before
  Verification verify(
      UserName name, String typed, InetAddress from, Function<Credentials, Optional<UUID>> device) {
    return switch (Password.check(typed)) {
      case Password.Check.Refused(String sentence) ->
          new Verification.Failed(Refusal.of(Reason.PASSWORD_INVALID, sentence));
      case Password.Check.Valid(Password password) -> {
        // Reserve a slot before counting the try: a try that is never compared must not count as a
        // guess, not even until it is taken back.
        Optional<PasswordHashing.Slot> reserved = hashing.tryEnter();
        if (reserved.isEmpty()) {
          yield new Verification.Failed(Refusal.busy());
        }
        try (PasswordHashing.Slot slot = reserved.get()) {
          Optional<Credentials> account = accounts.credentials(name);
          @Nullable UUID known = account.flatMap(device).orElse(null);
          long waitMs = throttle.tryPassword(name, from, known);
          if (waitMs > 0) {
            yield new Verification.Failed(Refusal.throttled(waitMs));
          }
          if (!isRight(account, password, slot)) {
            failed.add(from, account.map(Credentials::user).orElse(null));
            yield new Verification.Failed(WRONG_PASSWORD);
          }
          throttle.succeeded(name, from, known);
          // Only a user with the password learns it.
          yield account.get().isDisabled()
              ? new Verification.Failed(closed(account.get()))
              : new Verification.Passed(account.get());
        }
      }
    };
  }

  /// The refusal of an account that can't sign in.
  static Refusal closed(Credentials account) {
    return account.isDeleted() ? ACCOUNT_DELETED : ACCOUNT_DISABLED;
  }

  /// Hashes also for a name without an account, so that the time doesn't reveal which names have
  /// one.
  private static boolean isRight(
      Optional<Credentials> account, Password password, PasswordHashing.Slot slot) {
    return account
        .map(found -> slot.matches(password, found.password()))
        .orElseGet(() -> slot.neverMatches(password));
  }
}
