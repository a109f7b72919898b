package gochat.account;

import gochat.account.Refusal.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The name space that accounts, guests and streams with a name but no token share.
///
/// A name is claimed first, in memory and against other servers, then looked up in the store. When
/// two holders take the same name at once, one of them sees the claim or the stored name of the
/// other, whatever the timing. Accounts and guests release the claim when the name is stored; a
/// stream without a token keeps it while it is open.
///
/// Safe for all threads.
public final class Names {
  /// @param onLost called when the holder does not have the name any more
  private record Claim(UUID holder, Runnable onLost) {}

  private final ConcurrentHashMap<UserName, Claim> claims = new ConcurrentHashMap<>();
  private final Accounts accounts;
  private final OtherServers others;

  Names(Accounts accounts, OtherServers others) {
    this.accounts = accounts;
    this.others = others;
    others.onNamesLost(this::lost);
  }

  /// Takes a name for `holder` until [#release]. May wait for the disk.
  ///
  /// @param onLost called when the name is lost before it is released, because other servers count
  ///   this one as dead. Any thread may call it; it must not wait
  /// @return empty when `holder` has the name now; else the refusal: another holder has the name,
  ///   an account or guest has it, or it looks like the name of an account
  /// @throws AccountsException when the store can't be read; `holder` does not have the name then
  public Optional<Refusal> take(UserName name, UUID holder, Runnable onLost) {
    if (claims.putIfAbsent(name, new Claim(holder, onLost)) != null) {
      return Optional.of(inUse(name));
    }
    boolean isTaken = false;
    try {
      Optional<Refusal> refusal =
          others.take(name, holder)
              ? accounts.findAlike(name).map(owner -> refusal(name, owner))
              : Optional.of(inUse(name));
      isTaken = refusal.isEmpty();
      return refusal;
    } finally {
      if (!isTaken) {
        release(name, holder);
      }
    }
  }

  /// Frees the name if `holder` has it. Does not wait: when a client ends its stream and opens
  /// another one, the name is free.
  public void release(UserName name, UUID holder) {
    Claim claim = claims.get(name);
    if (claim != null && claim.holder().equals(holder) && claims.remove(name, claim)) {
      others.release(name, holder);
    }
  }

  private void lost() {
    claims.values().forEach(claim -> claim.onLost().run());
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

  /// The refusal of a guest's name, which looks like that of an account.
  static Refusal confusable(UserName name) {
    return Refusal.of(
        Reason.NAME_CONFUSABLE,
        "The name \"%s\" looks like the name of an account. Please choose another one."
            .formatted(name));
  }

  /// The refusal of a name that another user or stream has.
  static Refusal inUse(UserName name) {
    return Refusal.of(
        Reason.NAME_IN_USE,
        "The name \"%s\" is in use. Please choose another one.".formatted(name));
  }

  /// Finds the account or guest with this name. Waits for the disk.
  ///
  /// @throws AccountsException when the store can't be read
  public Optional<User> find(UserName name) {
    return accounts.find(name);
  }

  /// Finds all accounts and guests with one of these ids or names. Waits for the disk, once.
  ///
  /// @throws AccountsException when the store can't be read
  public List<User> find(Collection<UUID> ids, Collection<UserName> names) {
    return accounts.find(ids, names);
  }

  /// Finds an account or guest. Waits for the disk.
  ///
  /// @throws AccountsException when the store can't be read
  public Optional<User> find(UUID id) {
    return accounts.find(id);
  }
}
