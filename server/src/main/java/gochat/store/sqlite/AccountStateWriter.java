package gochat.store.sqlite;

import gochat.account.AccountDeletion;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.UserKind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Writes the state of accounts and their codes, on the writing connection, within a transaction.
/// Not thread-safe.
final class AccountStateWriter {
  /// Not the only administrator who is not disabled.
  private static final String NOT_LAST_ADMINISTRATOR =
      "(kind <> "
          + AccountColumns.ADMINISTRATOR
          + " OR EXISTS (SELECT 1 FROM user AS other WHERE other.kind = "
          + AccountColumns.ADMINISTRATOR
          + " AND other.disabled IS NULL AND other.id <> user.id AND "
          + CheckedTable.USER.isIntact("other")
          + "))";

  private final Statements statements;
  private final AccountWriter accounts;
  private final PreparedStatement disable;
  private final PreparedStatement enable;
  private final PreparedStatement delete;
  private final PreparedStatement eraseSkeletons;
  private final PreparedStatement eraseRecoveries;
  private final PreparedStatement erase;
  private final PreparedStatement promote;
  private final PreparedStatement demote;
  private final PreparedStatement removeTokens;
  private final PreparedStatement setReset;
  private final PreparedStatement canSignIn;
  private final PreparedStatement removeRecoveries;
  private final PreparedStatement addRecovery;
  private final PreparedStatement useRecovery;
  private final PreparedStatement resetPassword;

  /// @param accounts on the same connection
  AccountStateWriter(Statements statements, AccountWriter accounts) throws SQLException {
    this.statements = statements;
    this.accounts = accounts;
    disable =
        statements.prepare(
            "UPDATE user SET disabled = 1 WHERE id = ? AND " + NOT_LAST_ADMINISTRATOR);
    enable =
        statements.prepare(
            "UPDATE user SET disabled = NULL, erase_ms = NULL, erases_messages = NULL"
                + " WHERE id = ? AND (erase_ms IS NULL OR erase_ms > ?)");
    delete =
        statements.prepare(
            "UPDATE user SET erase_ms = coalesce(erase_ms, ?), erases_messages = ? WHERE id = ?");
    String due = " WHERE user = (SELECT id FROM user WHERE id = ? AND erase_ms <= ?)";
    eraseSkeletons = statements.prepare("DELETE FROM skeleton" + due);
    eraseRecoveries = statements.prepare("DELETE FROM recovery" + due);
    erase = statements.prepare("DELETE FROM user WHERE id = ? AND erase_ms <= ?");
    promote =
        statements.prepare(
            "UPDATE user SET kind = " + AccountColumns.ADMINISTRATOR + " WHERE id = ?");
    demote =
        statements.prepare(
            "UPDATE user SET kind = "
                + AccountColumns.ACCOUNT
                + " WHERE id = ? AND "
                + NOT_LAST_ADMINISTRATOR);
    removeTokens = statements.prepare("DELETE FROM token WHERE user = ? RETURNING id");
    setReset =
        statements.prepare("UPDATE user SET reset_hash = ?, reset_expires_ms = ? WHERE id = ?");
    canSignIn = statements.prepare(AccountWriter.CAN_SIGN_IN);
    removeRecoveries = statements.prepare("DELETE FROM recovery WHERE user = ?");
    addRecovery = statements.prepare(AccountColumns.INSERT_RECOVERY);
    useRecovery = statements.prepare("DELETE FROM recovery WHERE hash = ?");
    resetPassword =
        statements.prepare(
            """
            UPDATE user SET password = ?, reset_hash = NULL, reset_expires_ms = NULL, reset_used_ms = ?
              WHERE id = ? AND disabled IS NULL AND ((reset_hash = ? AND reset_expires_ms > ?)
                OR EXISTS (SELECT 1 FROM recovery WHERE hash = ? AND recovery.user = user.id))
            """);
  }

  Optional<List<UUID>> disable(UUID account) throws SQLException {
    disable.setBytes(1, Columns.bytes(account));
    return disable.executeUpdate() == 0 ? Optional.empty() : Optional.of(removeTokens(account));
  }

  boolean enable(UUID account, long nowMs) throws SQLException {
    enable.setBytes(1, Columns.bytes(account));
    enable.setLong(2, nowMs);
    return enable.executeUpdate() > 0;
  }

  Optional<List<UUID>> delete(UUID account, AccountDeletion deletion) throws SQLException {
    Optional<List<UUID>> ended = disable(account);
    if (ended.isPresent()) {
      delete.setLong(1, deletion.dueMs());
      delete.setObject(2, deletion.erasesMessages() ? 1 : null);
      delete.setBytes(3, Columns.bytes(account));
      delete.executeUpdate();
    }
    return ended;
  }

  /// @return whether there was such an account
  boolean erase(UUID account, long nowMs) throws SQLException {
    for (PreparedStatement of : List.of(eraseSkeletons, eraseRecoveries)) {
      of.setBytes(1, Columns.bytes(account));
      of.setLong(2, nowMs);
      of.executeUpdate();
    }
    erase.setBytes(1, Columns.bytes(account));
    erase.setLong(2, nowMs);
    return erase.executeUpdate() > 0;
  }

  boolean setKind(UUID account, UserKind kind) throws SQLException {
    PreparedStatement change = kind == UserKind.ADMINISTRATOR ? promote : demote;
    change.setBytes(1, Columns.bytes(account));
    return change.executeUpdate() > 0;
  }

  List<UUID> removeTokens(UUID account) throws SQLException {
    removeTokens.setBytes(1, Columns.bytes(account));
    return AccountWriter.ids(removeTokens);
  }

  void setReset(UUID account, PasswordReset reset) throws SQLException {
    setReset.setString(1, reset.hash());
    setReset.setLong(2, reset.expiresMs());
    setReset.setBytes(3, Columns.bytes(account));
    setReset.executeUpdate();
  }

  boolean setRecoveryCodes(UUID account, String password, List<String> hashes) throws SQLException {
    canSignIn.setBytes(1, Columns.bytes(account));
    canSignIn.setString(2, password);
    if (!AccountWriter.isAny(canSignIn)) {
      return false;
    }
    removeRecoveries.setBytes(1, Columns.bytes(account));
    removeRecoveries.executeUpdate();
    addRecovery.setBytes(2, Columns.bytes(account));
    for (String hash : hashes) {
      addRecovery.setString(1, hash);
      addRecovery.executeUpdate();
    }
    return true;
  }

  Optional<List<UUID>> resetPassword(String code, long nowMs, String changed, StoredToken token)
      throws SQLException {
    resetPassword.setString(1, changed);
    resetPassword.setLong(2, nowMs);
    resetPassword.setBytes(3, Columns.bytes(token.user()));
    resetPassword.setString(4, code);
    resetPassword.setLong(5, nowMs);
    resetPassword.setString(6, code);
    if (resetPassword.executeUpdate() == 0) {
      return Optional.empty();
    }
    useRecovery.setString(1, code);
    useRecovery.executeUpdate();
    List<UUID> removed = removeTokens(token.user());
    accounts.add(token);
    return Optional.of(removed);
  }

  /// Goes through all accounts, so it is only for a server without users.
  int removeResets() throws SQLException {
    int accounts = 0;
    try (ResultSet row =
        statements
            .prepare(
                "SELECT count(*) FROM user WHERE reset_hash IS NOT NULL"
                    + " OR id IN (SELECT user FROM recovery)")
            .executeQuery()) {
      accounts = row.next() ? row.getInt(1) : 0;
    }
    statements
        .prepare(
            "UPDATE user SET reset_hash = NULL, reset_expires_ms = NULL"
                + " WHERE reset_hash IS NOT NULL")
        .executeUpdate();
    statements.prepare("DELETE FROM recovery").executeUpdate();
    return accounts;
  }
}
