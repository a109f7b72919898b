package gochat.store.sqlite;

import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.UserKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Writes what administrators change of accounts, on the writing connection, within a transaction.
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

  private final AccountWriter accounts;
  private final PreparedStatement disable;
  private final PreparedStatement enable;
  private final PreparedStatement promote;
  private final PreparedStatement demote;
  private final PreparedStatement removeTokens;
  private final PreparedStatement setReset;
  private final PreparedStatement resetPassword;
  private final PreparedStatement removeResets;

  /// @param accounts on the same connection
  AccountStateWriter(Statements statements, AccountWriter accounts) throws SQLException {
    this.accounts = accounts;
    disable =
        statements.prepare(
            "UPDATE user SET disabled = 1 WHERE id = ? AND " + NOT_LAST_ADMINISTRATOR);
    enable = statements.prepare("UPDATE user SET disabled = NULL WHERE id = ?");
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
    resetPassword =
        statements.prepare(
            "UPDATE user SET password = ?, reset_hash = NULL, reset_expires_ms = NULL"
                + " WHERE id = ? AND reset_hash = ? AND reset_expires_ms > ? AND disabled IS NULL");
    removeResets =
        statements.prepare(
            "UPDATE user SET reset_hash = NULL, reset_expires_ms = NULL"
                + " WHERE reset_hash IS NOT NULL");
  }

  Optional<List<UUID>> disable(UUID account) throws SQLException {
    disable.setBytes(1, Columns.bytes(account));
    return disable.executeUpdate() == 0 ? Optional.empty() : Optional.of(removeTokens(account));
  }

  void enable(UUID account) throws SQLException {
    enable.setBytes(1, Columns.bytes(account));
    enable.executeUpdate();
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

  Optional<List<UUID>> resetPassword(String reset, long nowMs, String changed, StoredToken token)
      throws SQLException {
    resetPassword.setString(1, changed);
    resetPassword.setBytes(2, Columns.bytes(token.user()));
    resetPassword.setString(3, reset);
    resetPassword.setLong(4, nowMs);
    if (resetPassword.executeUpdate() == 0) {
      return Optional.empty();
    }
    List<UUID> removed = removeTokens(token.user());
    accounts.add(token);
    return Optional.of(removed);
  }

  int removeResets() throws SQLException {
    return removeResets.executeUpdate();
  }
}
