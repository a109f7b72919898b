package gochat.account;

import gochat.account.Refusal.Reason;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The one name space of accounts, guests and whoever is online with nothing but a name.
///
/// Who wants a name claims it in memory first and looks into the store then: of two who want the
/// same name one sees the claim or the stored name of the other, whatever the timing. Accounts and
/// guests give their claim back when the name is stored; who has no account keeps it while online.
///
/// Safe for all threads.
public final class Names {
  private final ConcurrentHashMap<UserName, UUID> claims = new ConcurrentHashMap<>();
  private final Accounts accounts;

  Names(Accounts accounts) {
    this.accounts = accounts;
  }

  /// Whether `holder` got the name for now; false when somebody else holds it. Does not wait.
  /// [#taken] tells then whether it may be kept.
  public boolean claim(UserName name, UUID holder) {
    return claims.putIfAbsent(name, holder) == null;
  }

  /// Frees the name if `holder` still holds it. Does not wait.
  public void release(UserName name, UUID holder) {
    claims.remove(name, holder);
  }

  /// Why a name that was claimed may not be borne without a token: it is an account's or a guest's,
  /// or looks like an account's. Waits for the disk.
  ///
  /// @throws AccountsException when that can't be read
  public Optional<Refusal> taken(UserName name) {
    return accounts.findAlike(name).map(owner -> refusal(name, owner));
  }

  private static Refusal refusal(UserName name, User owner) {
    if (!owner.name().equals(name)) {
      return Refusal.of(
          Reason.NAME_CONFUSABLE,
          "The name \"%s\" looks like \"%s\", which belongs to an account. Please choose another one."
              .formatted(name, owner.name()));
    }
    if (owner.kind().hasAccount()) {
      return Refusal.of(
          Reason.NAME_REGISTERED,
          "The name \"%s\" belongs to an account. Sign in to it, or choose another name."
              .formatted(name));
    }
    return inUse(name);
  }

  /// Somebody else holds it.
  static Refusal inUse(UserName name) {
    return Refusal.of(
        Reason.NAME_IN_USE,
        "The name \"%s\" is in use. Please choose another one.".formatted(name));
  }

  /// The account or guest of this name. Waits for the disk.
  ///
  /// @throws AccountsException when that can't be read
  public Optional<User> find(UserName name) {
    return accounts.find(name);
  }

  /// Waits for the disk.
  ///
  /// @throws AccountsException when that can't be read
  public Optional<User> find(UUID id) {
    return accounts.find(id);
  }
}
