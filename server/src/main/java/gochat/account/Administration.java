package gochat.account;

import gochat.account.Accounts.Credentials;
import gochat.account.Accounts.DeletedAccount;
import gochat.account.AuditLog.Actor;
import gochat.account.Refusal.Reason;
import gochat.limit.AccountLimit;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The work of administrators on accounts. Each change has an entry in the audit log first.
///
/// Safe for all threads. All methods may wait for the disk, so they are for virtual threads; they
/// throw an [AccountsException] when it can't be read or written.
public final class Administration {
  private static final long ERASURE_DELAY_MS = AccountLimit.ERASURE_DELAY.standard();
  private static final long RESET_LIFE_MS = AccountLimit.RESET_LIFE.standard();

  /// A code for a new password.
  ///
  /// @param code for people to type
  /// @param expiresMs in Unix milliseconds
  public record ResetCode(String code, long expiresMs) {}

  private final Accounts accounts;
  private final Leases leases;
  private final Memberships memberships;
  private final AuditLog audit;
  private final SecureRandom random;
  private final InstantSource clock;

  /// Held while the kind of an account changes and its connections are told, so that they hear of
  /// the latest one last.
  private final Object changing = new Object();

  Administration(
      Accounts accounts,
      Leases leases,
      Memberships memberships,
      AuditLog audit,
      SecureRandom random,
      InstantSource clock) {
    this.accounts = accounts;
    this.leases = leases;
    this.memberships = memberships;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /// The account with this name, also a deleted one; empty for a guest.
  public Optional<User> find(String name) {
    return switch (UserName.check(name)) {
      case UserName.Check.Valid(UserName valid) ->
          accounts.credentials(valid).map(Credentials::user);
      case UserName.Check.Refused _ -> Optional.empty();
    };
  }

  /// The deleted account with this id or name.
  public Optional<User> findDeleted(String reference) {
    return accounts.deleted().stream()
        .map(DeletedAccount::user)
        .filter(user ->
            user.id().toString().equals(reference)
                || user.name().equals(UserName.stored(reference)))
        .findFirst();
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
  public Optional<Refusal> disable(Actor by, User account) {
    Optional<List<UUID>> ended =
        audit.act(
            by,
            AuditAction.ACCOUNT_DISABLED,
            account,
            Map.of(),
            () -> accounts.disable(account.id()),
            Optional::isEmpty);
    if (ended.isEmpty()) {
      return Optional.of(lastAdministrator(account));
    }
    ended.get().forEach(leases::end);
    return Optional.empty();
  }

  private static Refusal lastAdministrator(User account) {
    return Refusal.of(
        Reason.LAST_ADMINISTRATOR,
        ("%s is the last administrator who can sign in. Make another account an administrator"
                + " first.")
            .formatted(account.name()));
  }

  /// Lets an account sign in again, also one that is deleted and not erased yet. The rooms that it
  /// has left stay left.
  ///
  /// @return empty when it is enabled now
  public Optional<Refusal> enable(Actor by, User account) {
    boolean isEnabled =
        audit.act(
            by,
            AuditAction.ACCOUNT_ENABLED,
            account,
            Map.of(),
            () -> accounts.enable(account.id(), clock.millis()),
            done -> !done);
    return isEnabled
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                Reason.ACCOUNT_DELETED,
                "%s was deleted more than 7 days ago, and is being erased. It can't be restored."
                    .formatted(account.name())));
  }

  /// Deletes an account: it vanishes at once, and is erased later. Ends its sessions, and has it
  /// leave its rooms.
  ///
  /// @param erasesMessages whether its messages are deleted then; else they stay with an empty name
  /// @return empty when it is deleted now
  public Optional<Refusal> delete(Actor by, User account, boolean erasesMessages) {
    long dueMs = clock.millis() + ERASURE_DELAY_MS;
    Optional<List<UUID>> ended =
        audit.act(
            by,
            AuditAction.ACCOUNT_DELETED,
            account,
            Map.of(
                AuditDetail.EXPIRES,
                Instant.ofEpochMilli(dueMs).toString(),
                AuditDetail.MESSAGES,
                erasesMessages ? "erased" : "kept"),
            () -> accounts.delete(account.id(), new AccountDeletion(dueMs, erasesMessages)),
            Optional::isEmpty);
    if (ended.isEmpty()) {
      return Optional.of(lastAdministrator(account));
    }
    ended.get().forEach(leases::end);
    memberships.close(account);
    return Optional.empty();
  }

  /// Makes an account an administrator, or takes that from it. Its open connections act for the
  /// changed account at once.
  ///
  /// @param kind not [UserKind#GUEST]
  /// @return empty when the account has this kind now
  public Optional<Refusal> setKind(Actor by, User account, UserKind kind) {
    boolean isSet =
        audit.act(
            by,
            AuditAction.ACCOUNT_KIND_CHANGED,
            account,
            Map.of(AuditDetail.KIND, kind.name().toLowerCase(Locale.ROOT)),
            () -> changeKind(account, kind),
            done -> !done);
    return isSet ? Optional.empty() : Optional.of(lastAdministrator(account));
  }

  /// @return as of [Accounts#setKind]
  private boolean changeKind(User account, UserKind kind) {
    synchronized (changing) {
      boolean isSet = accounts.setKind(account.id(), kind);
      if (isSet) {
        leases.change(new User(account.id(), account.name(), kind));
      }
      return isSet;
    }
  }

  /// A server has changed the kind of an account: its connections here act for the changed account.
  public void kindChanged(UUID account) {
    synchronized (changing) {
      accounts.find(account).filter(user -> user.kind().hasAccount()).ifPresent(leases::change);
    }
  }

  /// Ends all sessions of an account.
  public void endSessions(Actor by, User account) {
    audit.record(by, AuditAction.SESSIONS_ENDED, account);
    accounts.removeTokens(account.id()).forEach(leases::end);
  }

  /// Makes a code with which the user of an account chooses a new password: see
  /// [SignIns#resetPassword]. An earlier one ends. The code is told once and stored as a hash only.
  public ResetCode createReset(Actor by, User account) {
    SecretCode code = SecretCode.issue(random);
    long expiresMs = clock.millis() + RESET_LIFE_MS;
    audit.record(
        by,
        AuditAction.PASSWORD_RESET_CREATED,
        account,
        Map.of(AuditDetail.EXPIRES, Instant.ofEpochMilli(expiresMs).toString()));
    accounts.setReset(account.id(), new PasswordReset(SecretCode.hash(code.text()), expiresMs));
    return new ResetCode(code.text(), expiresMs);
  }
}
