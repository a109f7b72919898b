package gochat.account;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Port: accounts and guests, with their passwords and tokens.
///
/// All methods may be called by any thread and may wait for the disk. A change is atomic, and
/// durable when the method returns. All methods throw an [AccountsException] when the data can't be
/// read or written.
public interface Accounts {
  /// For so long, other servers may accept a token for calls after its end.
  Duration RECENT_AGE = Duration.ofSeconds(2);

  enum Addition {
    ADDED,
    /// Another user or a stream at another server has the name, or an account has a name that looks
    /// like it.
    NAME_TAKEN,
    /// The server has an administrator already, and there is no invitation.
    ADMINISTRATOR_EXISTS,
    /// The invitation is not open, or not any more.
    INVITATION_ENDED,
    /// The guest that was to become the account is not there, or not any more.
    GUEST_ENDED
  }

  /// An account to be added.
  ///
  /// @param password the hashed password
  /// @param createdMs in Unix milliseconds
  /// @param token the first one, null for an account that is signed in nowhere
  /// @param invitation the hash of the code of the invitation that it uses, null for none
  record NewAccount(
      User user,
      String password,
      long createdMs,
      @Nullable StoredToken token,
      @Nullable String invitation) {}

  /// @param password the hashed password
  /// @param isDisabled whether the account can't sign in
  /// @param isDeleted whether that is because it is deleted
  /// @param resetUsedMs when the password was last changed by [#resetPassword], in Unix
  ///   milliseconds; 0 for never
  record Credentials(
      User user, String password, boolean isDisabled, boolean isDeleted, long resetUsedMs) {
    /// Those of an account that is not deleted.
    public Credentials(User user, String password, boolean isDisabled, long resetUsedMs) {
      this(user, password, isDisabled, false, resetUsedMs);
    }
  }

  record DeletedAccount(User user, AccountDeletion deletion) {}

  /// A user with one of the user's tokens.
  record Bearer(User user, StoredToken token) {}

  /// Adds an account, and counts the use of its invitation.
  Addition addAccount(NewAccount account);

  /// Adds an account, signed in with its first token.
  ///
  /// @param password the hashed password
  default Addition addAccount(User account, String password, StoredToken token) {
    return addAccount(new NewAccount(account, password, token.info().createdMs(), token, null));
  }

  /// Makes a guest the account with the guest's id, and replaces the guest's only token by the
  /// first one of the account, which has the same id. The guest's name passes to the account, or
  /// becomes free when the account has another one; at no moment can another user take it. Counts
  /// the use of the invitation. Nothing is changed unless the outcome is [Addition#ADDED].
  Addition upgradeGuest(NewAccount account);

  /// Adds a guest with its only token.
  Addition addGuest(User guest, StoredToken token);

  /// Finds a user; not a deleted account, which is there for administrators only.
  Optional<User> find(UUID id);

  /// Finds the user with exactly this name, as [#find(UUID)].
  Optional<User> find(UserName name);

  /// All users with one of these ids or names, each once, in one query, as [#find(UUID)].
  List<User> find(Collection<UUID> ids, Collection<UserName> names);

  /// Finds the user with this name, or else the account whose name shares a skeleton with it. A
  /// deleted account has its name until it is erased.
  Optional<User> findAlike(UserName name);

  /// Finds an account with its password by its name.
  Optional<Credentials> credentials(UserName name);

  boolean hasAdministrator();

  /// Whether there are accounts of a version that let everybody register.
  boolean wasOpen();

  /// All guests, each with its token.
  List<Bearer> guests();

  /// Removes a guest and its token; does nothing when there is no such guest.
  void removeGuest(UUID id);

  /// Adds a token if its account still has this password and is not disabled. Then removes the
  /// account's least recently used tokens until it has at most `tokensMax`.
  ///
  /// @param password the hashed password
  /// @return the ids of the removed tokens; empty when the account has another password by now or
  ///   is disabled, and nothing was changed
  Optional<List<UUID>> addToken(StoredToken token, String password, int tokensMax);

  /// Changes the password of an account, and removes its reset and all its tokens except `kept`.
  ///
  /// @param password the hashed current password
  /// @param changed the hashed new password
  /// @return the ids of the removed tokens; empty when the account has another password by now, and
  ///   nothing was changed
  Optional<List<UUID>> changePassword(UUID account, String password, String changed, UUID kept);

  /// Finds a token with its user.
  Optional<Bearer> bearer(UUID tokenId);

  /// As [#bearer], but changes by other servers may be missing for [#RECENT_AGE].
  default Optional<Bearer> recentBearer(UUID tokenId) {
    return bearer(tokenId);
  }

  /// The tokens of a user, in the order in which they were created.
  List<TokenInfo> tokens(UUID user);

  /// Records when these tokens were last used and when they expire. Neither time ever goes back.
  /// Unknown tokens are ignored.
  void touch(Collection<UUID> tokenIds, long usedMs, long expiresMs);

  /// @return whether `user` had such a token
  boolean removeToken(UUID user, UUID tokenId);

  /// Removes the tokens of accounts that expire at `nowMs` or before. A guest's token goes with the
  /// guest.
  ///
  /// @return their ids
  List<UUID> removeExpired(long nowMs);

  /// Accounts, in the order of the UTF-8 of their folded names.
  ///
  /// @param prefix of the folded names
  /// @param after the accounts have greater folded names than this one
  /// @param max the most accounts
  List<Account> list(String prefix, String after, int max);

  /// Disables an account and removes all its tokens, unless it is the only administrator who is not
  /// disabled. Does no harm to a disabled account.
  ///
  /// @return the ids of the removed tokens; empty for the only administrator, and nothing was
  ///   changed
  Optional<List<UUID>> disable(UUID account);

  /// Lets an account sign in again. An account that is deleted is restored, unless its erasure is
  /// due at `nowMs`.
  ///
  /// @return false when the erasure is due, and nothing was changed
  boolean enable(UUID account, long nowMs);

  /// Disables an account and removes all its tokens, as [#disable], and marks it as deleted. An
  /// account that is deleted keeps the time of its erasure.
  ///
  /// @return as [#disable]
  Optional<List<UUID>> delete(UUID account, AccountDeletion deletion);

  /// The deleted accounts, in the order of their ids.
  List<DeletedAccount> deleted();

  /// Removes a deleted account whose erasure is due, with all that is stored of it outside the
  /// rooms; its name is free. Does nothing when there is no such account.
  void erase(UUID account, long nowMs);

  /// Makes an account an administrator, or takes that from it unless it is the only administrator
  /// who is not disabled.
  ///
  /// @param kind not [UserKind#GUEST]
  /// @return false for the only administrator, and nothing was changed
  boolean setKind(UUID account, UserKind kind);

  /// Removes all tokens of an account.
  ///
  /// @return their ids
  List<UUID> removeTokens(UUID account);

  /// Gives an account a reset in place of the one that it may have.
  void setReset(UUID account, PasswordReset reset);

  /// Gives an account these recovery codes in place of those that it has, if it still has this
  /// password and is not disabled.
  ///
  /// @param password the hashed password
  /// @param hashes of the codes, see [SecretCode#hash]
  /// @return false when the account has another password by now or is disabled, and nothing was
  ///   changed
  boolean setRecoveryCodes(UUID account, String password, List<String> hashes);

  /// How many recovery codes an account has left.
  int recoveryCodes(UUID account);

  /// Finds the account with this reset or recovery code.
  ///
  /// @param hash of the code
  /// @return empty also for a reset that expires at `nowMs` or before
  Optional<Credentials> resetting(String hash, long nowMs);

  /// Changes the password of the token's account with a reset or a recovery code, which it uses up
  /// together with the account's reset, and replaces all tokens of the account.
  ///
  /// @param code the hash of the code
  /// @param changed the hashed new password
  /// @return the ids of the removed tokens; empty when the account does not have the code any more
  ///   or is disabled, and nothing was changed
  Optional<List<UUID>> resetPassword(String code, long nowMs, String changed, StoredToken token);

  /// Removes all resets and recovery codes. Only for a store that no server uses.
  ///
  /// @return the number of accounts that had some
  int removeResets();

  /// Ends all sessions: removes the tokens of accounts and expires those of guests. The guests stay
  /// until they are removed. Only for a store that no server uses.
  void endSessions();
}
