package gochat.account;

import gochat.account.Refusal.Reason;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The one name space of accounts, guests and streams that bear a name without a token.
///
/// A name is claimed in memory first and looked up in the store then: of two holders that take the
/// same name at once, one sees the claim or the stored name of the other, whatever the timing.
/// Accounts and guests release their claim when the name is stored; a stream without a token keeps
/// it while it is open.
///
/// Safe for all threads.
public final class Names {
  private final ConcurrentHashMap<UserName, UUID> claims = new ConcurrentHashMap<>();
  private final Accounts accounts;

  Names(Accounts accounts) {
    this.accounts = accounts;
  }

  /// Takes a name for `holder`, until [#release]. May wait for the disk.
  ///
  /// @return empty when `holder` has the name now; else why not: it is held by another, is the name
  ///   of an account or a guest, or looks like the name of an account
  /// @throws AccountsException when the store can't be read; `holder` does not have the name
  public Optional<Refusal> take(UserName name, UUID holder) {
    if (claims.putIfAbsent(name, holder) != null) {
      return Optional.of(inUse(name));
    }
    boolean isTaken = false;
    try {
      Optional<Refusal> refusal = accounts.findAlike(name).map(owner -> refusal(name, owner));
      isTaken = refusal.isEmpty();
      return refusal;
    } finally {
      if (!isTaken) {
        release(name, holder);
      }
    }
  }

  /// Frees the name if `holder` still holds it. Does not wait: a client that ends its stream finds
  /// its name free when it opens the next one.
  public void release(UserName name, UUID holder) {
    claims.remove(name, holder);
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
