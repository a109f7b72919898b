package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.Accounts.Addition;
import gochat.account.Accounts.NewAccount;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.store.StoredRow.UserRow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes accounts within a transaction. Not thread-safe.
final class AccountWriter {
  /// Tells other servers which tokens are gone.
  private static final String NOTED =
      " noted AS (INSERT INTO note (kind, token) SELECT " + Note.TOKEN_ENDED + ", id FROM gone)";

  /// Takes a name unless another holder has it. The row locks it until the end of the transaction.
  private static final String CLAIM =
      """
      INSERT INTO claim AS taken (folded, holder, node) VALUES (?, ?, ?)
        ON CONFLICT (folded) DO UPDATE SET holder = excluded.holder WHERE taken.holder = excluded.holder
        RETURNING folded
      """;

  /// `GoCA` in ASCII.
  private static final long ADMINISTRATOR_LOCK = 0x476f4341;

  private final Sql sql;

  AccountWriter(Sql sql) {
    this.sql = sql;
  }

  /// @param life the run of this server
  /// @throws SQLException also when another server adds a user at the same time whose name looks
  ///   like this one: see [SqlState#isTaken]
  Addition add(UUID life, NewAccount account) throws SQLException {
    User user = account.user();
    if (!isFree(life, user)) {
      return Addition.NAME_TAKEN;
    }
    Addition refusal = refusal(account);
    if (refusal != null) {
      return refusal;
    }
    insert(new UserRow(user, account.password(), account.createdMs()));
    addSkeletons(user);
    if (account.token() != null) {
      add(account.token());
    }
    return Addition.ADDED;
  }

  /// Uses the account's invitation, if it has one.
  ///
  /// @return null when the account can be added
  @Nullable Addition refusal(NewAccount account) throws SQLException {
    if (account.invitation() != null) {
      return PostgresInvitations.use(sql, account.invitation(), account.createdMs())
          ? null
          : Addition.INVITATION_ENDED;
    }
    return account.user().kind() == UserKind.ADMINISTRATOR && hasAdministrator()
        ? Addition.ADMINISTRATOR_EXISTS
        : null;
  }

  void addSkeletons(User account) throws SQLException {
    sql.run(
        "INSERT INTO skeleton (skeleton, user_id) SELECT unnest(?::text[]), ?",
        account.name().skeletons().toArray(String[]::new),
        account.id());
  }

  /// @param life the run of this server
  /// @throws SQLException as for [#add]
  Addition addGuest(UUID life, User guest, StoredToken token) throws SQLException {
    if (!isFree(life, guest)) {
      return Addition.NAME_TAKEN;
    }
    insert(new UserRow(guest, null, token.info().createdMs()));
    add(token);
    return Addition.ADDED;
  }

  /// Takes the name of a user who is to be added.
  boolean isFree(UUID life, User user) throws SQLException {
    return sql.isAny(CLAIM, user.name().folded(), user.id(), life)
        && new AccountReader(sql).findAlike(user.name()).isEmpty();
  }

  /// Until the end of this transaction, no other server looks for administrators.
  void lockAdministrators() throws SQLException {
    int _ = sql.run("SELECT pg_advisory_xact_lock(?)", ADMINISTRATOR_LOCK);
  }

  private boolean hasAdministrator() throws SQLException {
    lockAdministrators();
    return new AccountReader(sql).hasAdministrator();
  }

  private void insert(UserRow row) throws SQLException {
    Changes changes = new Changes();
    insert(changes, row);
    changes.add("DELETE FROM claim WHERE folded = ?", row.user().name().folded());
    changes.make(sql);
  }

  Optional<List<UUID>> addToken(StoredToken token, String password, int tokensMax)
      throws SQLException {
    if (!canSignIn(token.user(), password)) {
      return Optional.empty();
    }
    List<UUID> removed =
        removed(
            "id IN (SELECT id FROM token WHERE user_id = ?"
                + " ORDER BY used_ms DESC, created_ms DESC OFFSET ?)",
            token.user(),
            tokensMax - 1);
    add(token);
    return Optional.of(removed);
  }

  /// Whether the account has this password and is not disabled, until the end of the transaction.
  boolean canSignIn(UUID account, String password) throws SQLException {
    return sql.isAny(
        "SELECT FROM users WHERE id = ? AND password = ? AND NOT disabled FOR NO KEY UPDATE",
        account,
        password);
  }

  void add(StoredToken token) throws SQLException {
    Changes changes = new Changes();
    insert(changes, token);
    changes.make(sql);
  }

  /// Adds a user without skeletons.
  static void insert(Changes changes, UserRow row) {
    User user = row.user();
    PasswordReset reset = row.reset();
    changes.add(
        "INSERT INTO users (id, kind, name, folded, password, created_ms, disabled, reset_hash,"
            + " reset_expires_ms, reset_used_ms, erase_ms, erases_messages)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        user.id(),
        AccountReader.number(user.kind()),
        user.name().toString(),
        user.name().folded(),
        row.password(),
        row.createdMs(),
        row.isDisabled(),
        reset == null ? null : reset.hash(),
        reset == null ? null : reset.expiresMs(),
        row.resetUsedMs() == 0 ? null : row.resetUsedMs(),
        row.deletion() == null ? null : row.deletion().dueMs(),
        row.deletion() != null && row.deletion().erasesMessages());
  }

  static void insert(Changes changes, StoredToken token) {
    TokenInfo info = token.info();
    changes.add(
        "INSERT INTO token (id, user_id, hash, label, address, created_ms, used_ms, expires_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        info.id(),
        token.user(),
        token.hash().bytes(),
        info.label().getBytes(UTF_8),
        info.address(),
        info.createdMs(),
        info.lastUsedMs(),
        info.expiresMs());
  }

  Optional<List<UUID>> changePassword(UUID account, String password, String changed, UUID kept)
      throws SQLException {
    int accounts =
        sql.run(
            "UPDATE users SET password = ?, reset_hash = NULL, reset_expires_ms = NULL"
                + " WHERE id = ? AND password = ?",
            changed,
            account,
            password);
    return accounts == 0
        ? Optional.empty()
        : Optional.of(removed("user_id = ? AND id <> ?", account, kept));
  }

  void touch(Collection<UUID> tokenIds, long usedMs, long expiresMs) throws SQLException {
    sql.run(
        "UPDATE token SET used_ms = greatest(used_ms, ?), expires_ms = greatest(expires_ms, ?)"
            + " WHERE id = ANY(?)",
        usedMs,
        expiresMs,
        tokenIds.toArray(UUID[]::new));
  }

  boolean removeToken(UUID user, UUID tokenId) throws SQLException {
    return !removed("user_id = ? AND id = ?", user, tokenId).isEmpty();
  }

  List<UUID> removeExpired(long nowMs) throws SQLException {
    return removed(
        "expires_ms <= ? AND user_id NOT IN (SELECT id FROM users WHERE kind = 1)", nowMs);
  }

  /// Removes tokens.
  ///
  /// @return their ids
  List<UUID> removed(String condition, Object... parameters) throws SQLException {
    return sql.all(
        row -> row.getObject(1, UUID.class),
        "WITH gone AS (DELETE FROM token WHERE "
            + condition
            + " RETURNING id),"
            + NOTED
            + " SELECT id FROM gone",
        parameters);
  }

  void removeGuest(UUID id) throws SQLException {
    sql.run(
        "WITH gone AS (DELETE FROM token"
            + " WHERE user_id = (SELECT id FROM users WHERE id = ? AND kind = 1) RETURNING id),"
            + NOTED
            + " SELECT;"
            + " DELETE FROM users WHERE id = ? AND kind = 1",
        id,
        id);
  }

  void endSessions() throws SQLException {
    sql.run(
        "DELETE FROM token WHERE user_id IN (SELECT id FROM users WHERE kind <> 1);"
            + " UPDATE token SET expires_ms = 0");
  }
}
