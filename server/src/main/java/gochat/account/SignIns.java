package gochat.account;

import gochat.account.Accounts.Credentials;
import gochat.account.AuditLog.Actor;
import gochat.account.PasswordVerifier.Verification;
import gochat.account.Refusal.Reason;
import gochat.limit.AccountLimit;
import gochat.room.AuditAction;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Signs in by password, and changes and resets passwords.
///
/// Safe for all threads. All methods may wait for the disk or for a password's hash, so they are
/// for virtual threads; they throw an [AccountsException] when the disk can't be read or written.
/// Malformed arguments are refused before anything is hashed.
public final class SignIns {
  /// The most tokens of one account; beyond it the least recently used token ends.
  static final int TOKENS_MAX = AccountLimit.TOKENS.standardInt();

  /// One sentence for all codes, as a stranger needs to know no more.
  private static final Refusal WRONG_RESET =
      Refusal.of(
          Reason.WRONG_RESET,
          "This code is not valid, or not any more: it was used, replaced or has expired. Ask an"
              + " administrator of the server for another one.");

  private final Accounts accounts;
  private final Tokens tokens;
  private final Leases leases;
  private final PasswordHashing hashing;
  private final PasswordVerifier verifier;
  private final Throttle throttle;
  private final FailedTries failed;
  private final Administration administration;
  private final AuditLog audit;

  SignIns(
      Accounts accounts,
      Tokens tokens,
      Leases leases,
      PasswordHashing hashing,
      PasswordVerifier verifier,
      Throttle throttle,
      FailedTries failed,
      Administration administration,
      AuditLog audit) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.leases = leases;
    this.hashing = hashing;
    this.verifier = verifier;
    this.throttle = throttle;
    this.failed = failed;
    this.administration = administration;
    this.audit = audit;
  }

  /// Signs in to an account.
  ///
  /// @param deviceToken from the device's earlier sign-in to the account; empty when it has none
  /// @param label the client's name for itself
  public SignInOutcome signIn(
      String name, String password, String deviceToken, String label, InetAddress from) {
    Optional<Refusal> labelRefusal = Tokens.checkLabel(label);
    if (labelRefusal.isPresent()) {
      return labelRefusal.get();
    }
    return switch (UserName.check(name)) {
      case UserName.Check.Refused(String sentence) -> Refusal.of(Reason.NAME_INVALID, sentence);
      case UserName.Check.Valid(UserName account) ->
          switch (verifier.verify(
              account, password, from, found -> DeviceToken.deviceOf(deviceToken, found))) {
            case Verification.Passed(Credentials verified) ->
                signIn(verified, deviceToken, label, from);
            case Verification.Failed(Refusal refusal) -> refusal;
          };
    };
  }

  private SignInOutcome signIn(
      Credentials verified, String deviceToken, String label, InetAddress from) {
    Tokens.Issued issued = tokens.issue(verified.user(), label, from);
    Optional<List<UUID>> replaced =
        accounts.addToken(issued.stored(), verified.password(), TOKENS_MAX);
    if (replaced.isEmpty()) {
      // The password changed while it was verified, or the account was disabled.
      return PasswordVerifier.WRONG_PASSWORD;
    }
    replaced.get().forEach(leases::end);
    // A new password ends the device tokens, so one that is valid is of a sign-in since.
    boolean isKnown = DeviceToken.deviceOf(deviceToken, verified).isPresent();
    return issued
        .to(verified.user(), tokens.issueDeviceToken(verified.user(), verified.password()))
        .withReset(isKnown ? 0 : verified.resetUsedMs());
  }

  /// Changes the password of an account and ends all its sign-ins except the caller's.
  public PasswordChange changePassword(
      Identity identity, String oldPassword, String newPassword, InetAddress from) {
    if (!identity.user().kind().hasAccount()) {
      return PasswordVerifier.NO_PASSWORD;
    }
    return switch (Password.checkNew(newPassword)) {
      case Password.Check.Refused(String sentence) -> Refusal.of(Reason.PASSWORD_INVALID, sentence);
      case Password.Check.Valid(Password chosen) ->
          switch (verifier.verifyOwn(identity, oldPassword, from)) {
            case Verification.Passed(Credentials verified) ->
                change(verified, chosen, identity.tokenId());
            case Verification.Failed(Refusal refusal) -> refusal;
          };
    };
  }

  private PasswordChange change(Credentials verified, Password chosen, UUID keptTokenId) {
    Optional<String> hash = hashing.hash(chosen);
    if (hash.isEmpty()) {
      return Refusal.busy();
    }
    Optional<List<UUID>> ended =
        accounts.changePassword(verified.user().id(), verified.password(), hash.get(), keptTokenId);
    if (ended.isEmpty()) {
      return PasswordVerifier.WRONG_OWN_PASSWORD;
    }
    ended.get().forEach(leases::end);
    return new PasswordChange.Changed(tokens.issueDeviceToken(verified.user(), hash.get()));
  }

  /// Deletes the caller's account: see [Administration#delete].
  ///
  /// @return empty when it is deleted now
  public Optional<Refusal> deleteAccount(
      Identity identity, String password, boolean erasesMessages, InetAddress from) {
    User user = identity.user();
    if (!user.kind().hasAccount()) {
      return Optional.of(
          Refusal.of(
              Reason.ACCOUNT_NEEDED,
              "A guest has no account. Its data ends by itself, ten minutes after its last"
                  + " connection."));
    }
    return switch (verifier.verifyOwn(identity, password, from)) {
      case Verification.Passed _ ->
          administration.delete(new Actor.ByAccount(user), user, erasesMessages);
      case Verification.Failed(Refusal refusal) -> Optional.of(refusal);
    };
  }

  /// Sets another password with a code of [Administration#createReset] or of [RecoveryCodes], ends
  /// all sign-ins of the account and signs in.
  ///
  /// @param label the client's name for itself
  public SignInOutcome resetPassword(
      String code, String newPassword, String label, InetAddress from) {
    Optional<Refusal> labelRefusal = Tokens.checkLabel(label);
    if (labelRefusal.isPresent()) {
      return labelRefusal.get();
    }
    return switch (Password.checkNew(newPassword)) {
      case Password.Check.Refused(String sentence) -> Refusal.of(Reason.PASSWORD_INVALID, sentence);
      case Password.Check.Valid(Password chosen) ->
          resetPassword(SecretCode.hash(code), chosen, label, from);
    };
  }

  private SignInOutcome resetPassword(
      String reset, Password chosen, String label, InetAddress from) {
    long waitMs = throttle.tryResetCode(from);
    if (waitMs > 0) {
      return Refusal.throttled(waitMs);
    }
    Optional<Credentials> account = accounts.resetting(reset, tokens.nowMs());
    if (account.isEmpty()) {
      failed.add(from, null);
      return WRONG_RESET;
    }
    throttle.resetCodeSucceeded(from);
    if (account.get().isDisabled()) {
      return PasswordVerifier.closed(account.get());
    }
    Optional<String> hash = hashing.hash(chosen);
    if (hash.isEmpty()) {
      return Refusal.busy();
    }
    User user = account.get().user();
    Actor actor = new Actor.ByAccount(user);
    Tokens.Issued issued = tokens.issue(user, label, from);
    Optional<List<UUID>> ended =
        audit.act(
            actor,
            AuditAction.PASSWORD_RESET_USED,
            user,
            Map.of(),
            () -> accounts.resetPassword(reset, tokens.nowMs(), hash.get(), issued.stored()),
            Optional::isEmpty);
    if (ended.isEmpty()) {
      return WRONG_RESET;
    }
    ended.get().forEach(leases::end);
    return issued.to(user, tokens.issueDeviceToken(user, hash.get()));
  }
}
