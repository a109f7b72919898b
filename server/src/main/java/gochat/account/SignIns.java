package gochat.account;

import gochat.account.Accounts.Credentials;
import gochat.account.Refusal.Reason;
import gochat.limit.AccountLimit;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Signing in by password, and changing it.
///
/// Safe for all threads. Everything waits, for the disk or for a password's hash, so it is for
/// virtual threads, and throws an [AccountsException] when the disk can't be read or written. What
/// is refused for its form is refused before anything is hashed.
public final class SignIns {
  /// Of one account; beyond it the one that was idle for longest ends.
  static final int TOKENS_MAX = AccountLimit.TOKENS.standardInt();

  private static final Refusal WRONG_PASSWORD =
      Refusal.of(Reason.WRONG_PASSWORD, "There is no account with this name and this password.");

  /// Whether somebody may call an account theirs.
  private sealed interface Proof {
    record Right(Credentials account) implements Proof {}

    record Wrong(Refusal refusal) implements Proof {}
  }

  private final Accounts accounts;
  private final Tokens tokens;
  private final Leases leases;
  private final PasswordHashing hashing;
  private final Throttle throttle;

  SignIns(
      Accounts accounts, Tokens tokens, Leases leases, PasswordHashing hashing, Throttle throttle) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.leases = leases;
    this.hashing = hashing;
    this.throttle = throttle;
  }

  /// Signs in to an account.
  ///
  /// @param deviceToken what the device got when it was signed in to the account before; empty when
  ///   it has none
  /// @param label what the client calls itself
  public SignInOutcome signIn(
      String name, String password, String deviceToken, String label, InetAddress from) {
    Optional<Refusal> labelRefusal = Tokens.checkLabel(label);
    if (labelRefusal.isPresent()) {
      return labelRefusal.get();
    }
    return switch (UserName.check(name)) {
      case UserName.Check.Refused(String sentence) -> Refusal.of(Reason.NAME_INVALID, sentence);
      case UserName.Check.Valid(UserName account) ->
          switch (prove(
              account, password, from, found -> DeviceToken.deviceOf(deviceToken, found))) {
            case Proof.Right(Credentials proven) -> signIn(proven, label);
            case Proof.Wrong(Refusal refusal) -> refusal;
          };
    };
  }

  private SignInOutcome signIn(Credentials proven, String label) {
    Tokens.Issued issued = tokens.issue(proven.user(), label);
    Optional<List<UUID>> replaced =
        accounts.addToken(issued.stored(), proven.password(), TOKENS_MAX);
    if (replaced.isEmpty()) {
      // The password was changed while it was looked at.
      return WRONG_PASSWORD;
    }
    replaced.get().forEach(leases::end);
    return issued.to(proven.user(), tokens.issueDeviceToken(proven));
  }

  /// Gives the account another password and signs it out everywhere but here.
  public PasswordChange changePassword(
      Identity identity, String oldPassword, String newPassword, InetAddress from) {
    if (!identity.user().kind().hasAccount()) {
      return Refusal.of(
          Reason.ACCOUNT_NEEDED, "A guest has no password. Please register an account.");
    }
    return switch (Password.checkNew(newPassword)) {
      case Password.Check.Refused(String sentence) -> Refusal.of(Reason.PASSWORD_INVALID, sentence);
      case Password.Check.Valid(Password chosen) ->
          switch (prove(
              identity.user().name(), oldPassword, from, _ -> Optional.of(identity.tokenId()))) {
            case Proof.Right(Credentials proven) -> change(proven, chosen, identity.tokenId());
            case Proof.Wrong(Refusal refusal) -> refusal;
          };
    };
  }

  private PasswordChange change(Credentials proven, Password chosen, UUID keptTokenId) {
    Optional<String> hash = hashing.hash(chosen);
    if (hash.isEmpty()) {
      return Refusal.busy();
    }
    Optional<List<UUID>> ended =
        accounts.changePassword(proven.user().id(), proven.password(), hash.get(), keptTokenId);
    if (ended.isEmpty()) {
      return WRONG_PASSWORD;
    }
    ended.get().forEach(leases::end);
    return new PasswordChange.Changed(
        tokens.issueDeviceToken(new Credentials(proven.user(), hash.get())));
  }

  /// @param device the id of the device that tries, if it is known to have been signed in to the
  ///   account
  private Proof prove(
      UserName name, String typed, InetAddress from, Function<Credentials, Optional<UUID>> device) {
    return switch (Password.check(typed)) {
      case Password.Check.Refused(String sentence) ->
          new Proof.Wrong(Refusal.of(Reason.PASSWORD_INVALID, sentence));
      case Password.Check.Valid(Password password) -> {
        // First a place, then the count: a try that was not looked at must never count as a guess,
        // not even until it is taken back.
        Optional<PasswordHashing.Place> place = hashing.tryEnter();
        if (place.isEmpty()) {
          yield new Proof.Wrong(Refusal.busy());
        }
        try (PasswordHashing.Place entered = place.get()) {
          Optional<Credentials> account = accounts.credentials(name);
          @Nullable UUID known = account.flatMap(device).orElse(null);
          long waitMs = throttle.tryPassword(name, from, known);
          if (waitMs > 0) {
            yield new Proof.Wrong(Refusal.throttled(waitMs));
          }
          if (!isRight(account, password, entered)) {
            yield new Proof.Wrong(WRONG_PASSWORD);
          }
          throttle.succeeded(name, from, known);
          yield new Proof.Right(account.get());
        }
      }
    };
  }

  /// A name without an account costs a hash too: nobody can tell the difference by the time it
  /// takes.
  private static boolean isRight(
      Optional<Credentials> account, Password password, PasswordHashing.Place hashing) {
    return account
        .map(found -> hashing.matches(password, found.password()))
        .orElseGet(() -> hashing.matchesNobody(password));
  }
}
