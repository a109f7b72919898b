package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import gochat.account.Accounts.Addition;
import gochat.account.Accounts.NewAccount;
import gochat.account.StoredToken;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserName;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// Makes guests accounts within a transaction. Not thread-safe.
final class GuestUpgrade {
  private final Sql sql;
  private final AccountWriter accounts;

  GuestUpgrade(Sql sql) {
    this.sql = sql;
    accounts = new AccountWriter(sql);
  }

  /// @param life the run of this server
  /// @throws SQLException as for [AccountWriter#add]
  Addition make(UUID life, NewAccount account) throws SQLException {
    User user = account.user();
    StoredToken token = requireNonNull(account.token());
    Optional<UserName> guest = lock(user.id(), token.info().id());
    if (guest.isEmpty()) {
      return Addition.GUEST_ENDED;
    }
    // The guest's row keeps its name from others.
    boolean isFree =
        guest.get().equals(user.name())
            ? new AccountReader(sql).findAlike(user).isEmpty()
            : accounts.isFree(life, user);
    if (!isFree) {
      return Addition.NAME_TAKEN;
    }
    Addition refusal = accounts.refusal(account);
    if (refusal != null) {
      return refusal;
    }
    sql.run(
        "UPDATE users SET kind = ?, name = ?, folded = ?, password = ?, created_ms = ? WHERE id ="
            + " ?",
        AccountReader.number(user.kind()),
        user.name().toString(),
        user.name().folded(),
        account.password(),
        account.createdMs(),
        user.id());
    sql.run("DELETE FROM claim WHERE folded = ? AND holder = ?", user.name().folded(), user.id());
    accounts.addSkeletons(user);
    replace(token);
    return Addition.ADDED;
  }

  /// Until the end of this transaction, no other server ends the guest.
  ///
  /// @return the guest's name; empty when the guest or its token has ended
  private Optional<UserName> lock(UUID guest, UUID tokenId) throws SQLException {
    Optional<UserName> name =
        sql.first(
            row -> UserName.stored(row.getString("name")),
            "SELECT name FROM users WHERE id = ? AND kind = 1 FOR UPDATE",
            guest);
    // Read behind the lock: the server that ends a guest expires its token.
    boolean isValid =
        sql.isAny(
            "SELECT FROM token WHERE id = ? AND user_id = ? AND expires_ms > 0", tokenId, guest);
    return isValid ? name : Optional.empty();
  }

  /// Replaces the token that has the same id.
  private void replace(StoredToken token) throws SQLException {
    TokenInfo info = token.info();
    sql.run(
        "UPDATE token SET hash = ?, label = ?, address = ?, created_ms = ?, used_ms = ?,"
            + " expires_ms = ? WHERE id = ?",
        token.hash().bytes(),
        info.label().getBytes(UTF_8),
        info.address(),
        info.createdMs(),
        info.lastUsedMs(),
        info.expiresMs(),
        info.id());
  }
}
