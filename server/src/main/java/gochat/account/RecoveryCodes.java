package gochat.account;

import gochat.account.Accounts.Credentials;
import gochat.account.AuditLog.Actor;
import gochat.account.PasswordVerifier.Verification;
import gochat.room.AuditAction;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The codes with which the owners of accounts choose a new password without an administrator, each
/// once: see [SignIns#resetPassword]. They stay when the password changes.
///
/// Safe for all threads. All methods may wait for the disk, so they are for virtual threads; they
/// throw an [AccountsException] when it can't be read or written.
public final class RecoveryCodes {
  /// The number of codes that are made together.
  static final int COUNT = 10;

  private final Accounts accounts;
  private final PasswordVerifier verifier;
  private final AuditLog audit;
  private final SecureRandom random;

  RecoveryCodes(Accounts accounts, PasswordVerifier verifier, AuditLog audit, SecureRandom random) {
    this.accounts = accounts;
    this.verifier = verifier;
    this.audit = audit;
    this.random = random;
  }

  /// The outcome of [#create].
  public sealed interface Creation permits Created, Refusal {}

  /// @param codes for people to type; they can't be read again
  public record Created(List<String> codes) implements Creation {}

  /// Makes the codes of an account, in place of those that it has.
  public Creation create(Identity identity, String password, InetAddress from) {
    if (!identity.user().kind().hasAccount()) {
      return PasswordVerifier.NO_PASSWORD;
    }
    return switch (verifier.verifyOwn(identity, password, from)) {
      case Verification.Passed(Credentials verified) -> create(verified);
      case Verification.Failed(Refusal refusal) -> refusal;
    };
  }

  private Creation create(Credentials verified) {
    List<String> codes =
        Stream.generate(() -> SecretCode.issue(random).text()).limit(COUNT).toList();
    List<String> hashes = codes.stream().map(SecretCode::hash).toList();
    User user = verified.user();
    boolean areSet =
        audit.act(
            new Actor.ByAccount(user),
            AuditAction.RECOVERY_CODES_CREATED,
            user,
            Map.of(),
            () -> accounts.setRecoveryCodes(user.id(), verified.password(), hashes),
            done -> !done);
    return areSet ? new Created(codes) : PasswordVerifier.WRONG_OWN_PASSWORD;
  }

  /// How many codes an account has left; 0 for a guest.
  public int left(User user) {
    return accounts.recoveryCodes(user.id());
  }
}
