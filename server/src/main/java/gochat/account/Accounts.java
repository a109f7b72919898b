package gochat.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Port: who has an account or is a guest, their passwords and their tokens.
///
/// All methods wait for the disk and may be called by any thread. What they change is durable when
/// they return, and done as a whole or not at all. They throw an [AccountsException] when it can't
/// be read or written.
public interface Accounts {
  enum Addition {
    ADDED,
    /// Somebody has the name, or an account has one that looks like it.
    NAME_TAKEN,
    /// There is one already.
    ADMINISTRATOR_EXISTS
  }

  /// @param password hashed
  record Credentials(User user, String password) {}

  /// @param user whose token it is
  record Bearer(User user, StoredToken token) {}

  /// Adds an account, signed in with its first token.
  ///
  /// @param password hashed
  Addition addAccount(User account, String password, StoredToken token);

  /// Adds a guest with its only token.
  Addition addGuest(User guest, StoredToken token);

  Optional<User> find(UUID id);

  /// Who has this name.
  Optional<User> find(UserName name);

  /// Who has this name, or else whose account has a name with one of its skeletons.
  Optional<User> findAlike(UserName name);

  /// Empty when no account has this name.
  Optional<Credentials> credentials(UserName name);

  boolean hasAdministrator();

  /// With the tokens of each.
  List<Bearer> guests();

  /// Removes a guest with its token, if it is still there.
  void removeGuest(UUID id);

  /// Adds a token if its account still has this password, and removes those of the account's tokens
  /// that were used least recently, until it has no more than `tokensMax`.
  ///
  /// @param password hashed
  /// @return the ids of the removed tokens; empty when nothing was done, because the account has
  ///   another password by now
  Optional<List<UUID>> addToken(StoredToken token, String password, int tokensMax);

  /// Gives an account another password and removes all its tokens but `kept`.
  ///
  /// @param password hashed; what the account has now
  /// @param changed hashed
  /// @return the ids of the removed tokens; empty when nothing was done, because the account has
  ///   another password by now
  Optional<List<UUID>> changePassword(UUID account, String password, String changed, UUID kept);

  Optional<Bearer> bearer(UUID tokenId);

  /// The tokens of a user, the latest last.
  List<TokenInfo> tokens(UUID user);

  /// Notes that these tokens were used and when they expire now. Both times only ever move forward;
  /// unknown tokens are passed over.
  void touch(Collection<UUID> tokenIds, long usedMs, long expiresMs);

  /// @return whether `user` had such a token
  boolean removeToken(UUID user, UUID tokenId);

  /// Removes the tokens whose time to expire is `nowMs` or before.
  ///
  /// @return their ids
  List<UUID> removeExpired(long nowMs);
}
