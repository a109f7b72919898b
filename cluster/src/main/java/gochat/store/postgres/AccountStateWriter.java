package gochat.store.postgres;

import gochat.account.AccountDeletion;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.UserKind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Writes the state of accounts and their codes, within a transaction. Not thread-safe.
final class AccountStateWriter {
  private static final String NOT_LAST_ADMINISTRATOR =
      "(kind <> 3 OR EXISTS (SELECT FROM users AS other"
          + " WHERE other.kind = 3 AND NOT other.disabled AND other.id <> users.id))";

  private final Sql sql;
  private final AccountWriter accounts;

  AccountStateWriter(Sql sql) {
    this.sql = sql;
    accounts = new AccountWriter(sql);
  }

  Optional<List<UUID>> disable(UUID account) throws SQLException {
    accounts.lockAdministrators();
    int disabled =
        sql.run(
            "UPDATE users SET disabled = true WHERE id = ? AND " + NOT_LAST_ADMINISTRATOR, account);
    return disabled == 0 ? Optional.empty() : Optional.of(removeTokens(account));
  }

  boolean enable(UUID account, long nowMs) throws SQLException {
    return sql.run(
            "UPDATE users SET disabled = false, erase_ms = NULL, erases_messages = false"
                + " WHERE id = ? AND (erase_ms IS NULL OR erase_ms > ?)",
            account,
            nowMs)
        > 0;
  }

  Optional<List<UUID>> delete(UUID account, AccountDeletion deletion) throws SQLException {
    Optional<List<UUID>> ended = disable(account);
    if (ended.isPresent()) {
      sql.run(
          "UPDATE users SET erase_ms = coalesce(erase_ms, ?), erases_messages = ? WHERE id = ?",
          deletion.dueMs(),
          deletion.erasesMessages(),
          account);
    }
    return ended;
  }

  /// @return whether there was such an account
  boolean erase(UUID account, long nowMs) throws SQLException {
    for (String table : List.of("skeleton", "recovery")) {
      sql.run(
          "DELETE FROM "
              + table
              + " WHERE user_id = (SELECT id FROM users WHERE id = ? AND erase_ms <= ?)",
          account,
          nowMs);
    }
    return sql.run("DELETE FROM users WHERE id = ? AND erase_ms <= ?", account, nowMs) > 0;
  }

  boolean setKind(UUID account, UserKind kind) throws SQLException {
    accounts.lockAdministrators();
    return sql.isAny(
        "WITH changed AS (UPDATE users SET kind = ? WHERE id = ?"
            + (kind == UserKind.ADMINISTRATOR ? "" : " AND " + NOT_LAST_ADMINISTRATOR)
            + " RETURNING id), noted AS (INSERT INTO note (kind, user_id) SELECT "
            + Note.KIND_CHANGED
            + ", id FROM changed) SELECT FROM changed",
        AccountReader.number(kind),
        account);
  }

  List<UUID> removeTokens(UUID account) throws SQLException {
    return accounts.removed("user_id = ?", account);
  }

  void setReset(UUID account, PasswordReset reset) throws SQLException {
    sql.run(
        "UPDATE users SET reset_hash = ?, reset_expires_ms = ? WHERE id = ?",
        reset.hash(),
        reset.expiresMs(),
        account);
  }

  boolean setRecoveryCodes(UUID account, String password, List<String> hashes) throws SQLException {
    if (!accounts.canSignIn(account, password)) {
      return false;
    }
    sql.run("DELETE FROM recovery WHERE user_id = ?", account);
    sql.run(
        "INSERT INTO recovery (hash, user_id) SELECT unnest(?::text[]), ?",
        hashes.toArray(String[]::new),
        account);
    return true;
  }

  Optional<List<UUID>> resetPassword(String code, long nowMs, String changed, StoredToken token)
      throws SQLException {
    int changes =
        sql.run(
            """
            UPDATE users SET password = ?, reset_hash = NULL, reset_expires_ms = NULL,
                reset_used_ms = ?
              WHERE id = ? AND NOT disabled AND ((reset_hash = ? AND reset_expires_ms > ?)
                OR id = (SELECT user_id FROM recovery WHERE hash = ?))
            """,
            changed,
            nowMs,
            token.user(),
            code,
            nowMs,
            code);
    if (changes == 0) {
      return Optional.empty();
    }
    sql.run("DELETE FROM recovery WHERE hash = ?", code);
    List<UUID> removed = removeTokens(token.user());
    accounts.add(token);
    return Optional.of(removed);
  }

  int removeResets() throws SQLException {
    int accounts =
        sql.one(
            row -> row.getInt(1),
            "SELECT count(*) FROM users WHERE reset_hash IS NOT NULL"
                + " OR id IN (SELECT user_id FROM recovery)");
    sql.run(
        "UPDATE users SET reset_hash = NULL, reset_expires_ms = NULL WHERE reset_hash IS NOT NULL");
    sql.run("DELETE FROM recovery");
    return accounts;
  }
}
