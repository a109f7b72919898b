package gochat.store.sqlite;

import static java.util.Objects.requireNonNull;

import gochat.account.Accounts.Addition;
import gochat.account.Accounts.NewAccount;
import gochat.account.StoredToken;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.store.StoredRow.UserRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes accounts on the writing connection, within a transaction. Not thread-safe.
final class AccountWriter {
  /// Has a row when the account has this password and is not disabled.
  static final String CAN_SIGN_IN =
      "SELECT 1 FROM user WHERE id = ? AND password = ? AND disabled IS NULL";

  private final Statements statements;
  private final AccountReader reader;
  private final InvitationWriter invitations;
  private final PreparedStatement addUser;
  private final PreparedStatement isGuest;
  private final PreparedStatement upgrade;
  private final PreparedStatement addSkeleton;
  private final PreparedStatement addToken;
  private final PreparedStatement setPassword;
  private final PreparedStatement canSignIn;
  private final PreparedStatement touch;
  private final PreparedStatement removeToken;
  private final PreparedStatement removeOthers;
  private final PreparedStatement removeStale;
  private final PreparedStatement removeExpired;
  private final PreparedStatement removeTokens;
  private final PreparedStatement removeGuest;

  /// @param reader on the same connection, as `invitations`
  AccountWriter(Statements statements, AccountReader reader, InvitationWriter invitations)
      throws SQLException {
    this.statements = statements;
    this.reader = reader;
    this.invitations = invitations;
    addUser = statements.prepare(AccountColumns.INSERT_USER);
    isGuest =
        statements.prepare(
            "SELECT 1 FROM token JOIN user ON user.id = token.user WHERE token.id = ?"
                + " AND user.id = ? AND expires_ms > 0 AND kind = "
                + AccountColumns.GUEST
                + " AND "
                + CheckedTable.USER.intact("user"));
    upgrade =
        statements.prepare(
            "UPDATE user SET kind = ?, name = ?, folded = ?, password = ?, created_ms = ?"
                + " WHERE id = ?");
    addSkeleton = statements.prepare(AccountColumns.INSERT_SKELETON);
    addToken = statements.prepare(AccountColumns.INSERT_TOKEN);
    setPassword =
        statements.prepare(
            "UPDATE user SET password = ?, reset_hash = NULL, reset_expires_ms = NULL"
                + " WHERE id = ? AND password = ?");
    canSignIn = statements.prepare(CAN_SIGN_IN);
    touch =
        statements.prepare(
            "UPDATE token SET used_ms = max(used_ms, ?), expires_ms = max(expires_ms, ?)"
                + " WHERE id = ?");
    removeToken = statements.prepare("DELETE FROM token WHERE user = ? AND id = ?");
    removeOthers = statements.prepare("DELETE FROM token WHERE user = ? AND id <> ? RETURNING id");
    removeStale =
        statements.prepare(
            "DELETE FROM token WHERE id IN (SELECT id FROM token WHERE user = ?"
                + " ORDER BY used_ms DESC, created_ms DESC LIMIT -1 OFFSET ?) RETURNING id");
    removeExpired =
        statements.prepare(
            "DELETE FROM token WHERE expires_ms <= ? AND user NOT IN (SELECT id FROM user WHERE"
                + " kind = "
                + AccountColumns.GUEST
                + ") RETURNING id");
    removeTokens =
        statements.prepare(
            "DELETE FROM token WHERE user = (SELECT id FROM user WHERE id = ? AND kind = "
                + AccountColumns.GUEST
                + ")");
    removeGuest =
        statements.prepare("DELETE FROM user WHERE id = ? AND kind = " + AccountColumns.GUEST);
  }

  Addition add(NewAccount account) throws SQLException {
    User user = account.user();
    Addition refusal = refusal(account);
    if (refusal != null) {
      return refusal;
    }
    AccountColumns.bind(addUser, new UserRow(user, account.password(), account.createdMs()));
    addUser.executeUpdate();
    addSkeletons(user);
    if (account.token() != null) {
      add(account.token());
    }
    return Addition.ADDED;
  }

  Addition upgradeGuest(NewAccount account) throws SQLException {
    User user = account.user();
    StoredToken token = requireNonNull(account.token());
    isGuest.setBytes(1, Columns.bytes(token.info().id()));
    isGuest.setBytes(2, Columns.bytes(user.id()));
    if (!isAny(isGuest)) {
      return Addition.GUEST_ENDED;
    }
    Addition refusal = refusal(account);
    if (refusal != null) {
      return refusal;
    }
    upgrade.setInt(1, AccountColumns.number(user.kind()));
    upgrade.setString(2, user.name().toString());
    upgrade.setString(3, user.name().folded());
    upgrade.setString(4, account.password());
    upgrade.setLong(5, account.createdMs());
    upgrade.setBytes(6, Columns.bytes(user.id()));
    upgrade.executeUpdate();
    addSkeletons(user);
    boolean _ = removeToken(user.id(), token.info().id());
    add(token);
    return Addition.ADDED;
  }

  Addition addGuest(User guest, StoredToken token) throws SQLException {
    if (reader.findAlike(guest).isPresent()) {
      return Addition.NAME_TAKEN;
    }
    AccountColumns.bind(addUser, new UserRow(guest, null, token.info().createdMs()));
    addUser.executeUpdate();
    add(token);
    return Addition.ADDED;
  }

  /// Uses the account's invitation, if it has one.
  ///
  /// @return null when the account can be added
  private @Nullable Addition refusal(NewAccount account) throws SQLException {
    User user = account.user();
    if (reader.findAlike(user).isPresent()) {
      return Addition.NAME_TAKEN;
    }
    if (account.invitation() != null) {
      return invitations.use(account.invitation(), account.createdMs())
          ? null
          : Addition.INVITATION_ENDED;
    }
    return user.kind() == UserKind.ADMINISTRATOR && reader.hasAdministrator()
        ? Addition.ADMINISTRATOR_EXISTS
        : null;
  }

  private void addSkeletons(User account) throws SQLException {
    addSkeleton.setBytes(2, Columns.bytes(account.id()));
    for (String skeleton : account.name().skeletons()) {
      addSkeleton.setString(1, skeleton);
      addSkeleton.executeUpdate();
    }
  }

  Optional<List<UUID>> addToken(StoredToken token, String password, int tokensMax)
      throws SQLException {
    canSignIn.setBytes(1, Columns.bytes(token.user()));
    canSignIn.setString(2, password);
    if (!isAny(canSignIn)) {
      return Optional.empty();
    }
    removeStale.setBytes(1, Columns.bytes(token.user()));
    removeStale.setInt(2, tokensMax - 1);
    List<UUID> removed = ids(removeStale);
    add(token);
    return Optional.of(removed);
  }

  void add(StoredToken token) throws SQLException {
    AccountColumns.bind(addToken, token);
    addToken.executeUpdate();
  }

  Optional<List<UUID>> changePassword(UUID account, String password, String changed, UUID kept)
      throws SQLException {
    setPassword.setString(1, changed);
    setPassword.setBytes(2, Columns.bytes(account));
    setPassword.setString(3, password);
    if (setPassword.executeUpdate() == 0) {
      return Optional.empty();
    }
    removeOthers.setBytes(1, Columns.bytes(account));
    removeOthers.setBytes(2, Columns.bytes(kept));
    return Optional.of(ids(removeOthers));
  }

  void touch(Collection<UUID> tokenIds, long usedMs, long expiresMs) throws SQLException {
    touch.setLong(1, usedMs);
    touch.setLong(2, expiresMs);
    for (UUID tokenId : tokenIds) {
      touch.setBytes(3, Columns.bytes(tokenId));
      touch.executeUpdate();
    }
  }

  boolean removeToken(UUID user, UUID tokenId) throws SQLException {
    removeToken.setBytes(1, Columns.bytes(user));
    removeToken.setBytes(2, Columns.bytes(tokenId));
    return removeToken.executeUpdate() > 0;
  }

  List<UUID> removeExpired(long nowMs) throws SQLException {
    removeExpired.setLong(1, nowMs);
    return ids(removeExpired);
  }

  void removeGuest(UUID id) throws SQLException {
    removeTokens.setBytes(1, Columns.bytes(id));
    removeTokens.executeUpdate();
    removeGuest.setBytes(1, Columns.bytes(id));
    removeGuest.executeUpdate();
  }

  /// Goes through all tokens, so it is only for a server without users.
  void endSessions() throws SQLException {
    statements
        .prepare(
            "DELETE FROM token WHERE user IN (SELECT id FROM user WHERE kind <> "
                + AccountColumns.GUEST
                + ")")
        .executeUpdate();
    statements.prepare("UPDATE token SET expires_ms = 0").executeUpdate();
  }

  static boolean isAny(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      return rows.next();
    }
  }

  static List<UUID> ids(PreparedStatement returning) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (ResultSet rows = returning.executeQuery()) {
      while (rows.next()) {
        ids.add(Columns.uuid(rows, 1));
      }
    }
    return ids;
  }
}
