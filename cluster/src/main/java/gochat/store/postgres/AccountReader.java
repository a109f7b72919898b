package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import gochat.account.Account;
import gochat.account.AccountDeletion;
import gochat.account.Accounts.Bearer;
import gochat.account.Accounts.Credentials;
import gochat.account.Accounts.DeletedAccount;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads accounts. Not thread-safe.
final class AccountReader {
  private static final String USER = "SELECT users.id, kind, name FROM users WHERE ";

  private static final String THERE = "erase_ms IS NULL AND ";

  private static final String CREDENTIALS =
      "SELECT id, kind, name, password, disabled, erase_ms IS NOT NULL AS deleted, reset_used_ms"
          + " FROM users WHERE ";

  private static final String LIST =
      """
      SELECT id, kind, name, disabled, coalesce(erase_ms, 0) AS erase_ms, created_ms,
          (SELECT count(*) FROM token WHERE user_id = users.id) AS sessions,
          (SELECT max(used_ms) FROM token WHERE user_id = users.id) AS used_ms
        FROM users WHERE folded > ? AND folded >= ? AND folded < ? AND kind <> 1
        ORDER BY folded LIMIT ?
      """;

  /// Greater than all characters of names.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  static final String BEARER =
      "SELECT users.id, kind, name, token.id AS token, hash, label, address, token.created_ms, used_ms,"
          + " expires_ms FROM users JOIN token ON token.user_id = users.id WHERE ";

  /// Has a row when it was.
  static final String WAS_OPEN = "SELECT FROM meta WHERE was_open";

  private final Sql sql;

  AccountReader(Sql sql) {
    this.sql = sql;
  }

  Optional<User> find(UUID id) throws SQLException {
    return sql.first(AccountReader::user, USER + THERE + "id = ?", id);
  }

  Optional<User> find(UserName name) throws SQLException {
    return sql.first(AccountReader::user, USER + THERE + "folded = ?", name.folded());
  }

  List<User> find(Collection<UUID> ids, Collection<UserName> names) throws SQLException {
    return sql.all(
        AccountReader::user,
        USER + THERE + "(id = ANY(?) OR folded = ANY(?))",
        ids.toArray(UUID[]::new),
        names.stream().map(UserName::folded).toArray(String[]::new));
  }

  Optional<User> findAlike(UserName name) throws SQLException {
    return sql.first(
        AccountReader::user,
        USER
            + "folded = ? OR id IN (SELECT user_id FROM skeleton WHERE skeleton = ANY(?))"
            + " ORDER BY folded <> ? LIMIT 1",
        name.folded(),
        name.skeletons().toArray(String[]::new),
        name.folded());
  }

  /// As for a name, without the user who is to have it.
  Optional<User> findAlike(User owner) throws SQLException {
    return sql.first(
        AccountReader::user,
        USER
            + "id <> ? AND (folded = ?"
            + " OR id IN (SELECT user_id FROM skeleton WHERE skeleton = ANY(?))) LIMIT 1",
        owner.id(),
        owner.name().folded(),
        owner.name().skeletons().toArray(String[]::new));
  }

  Optional<Credentials> credentials(UserName name) throws SQLException {
    return sql.first(
        AccountReader::credentials,
        CREDENTIALS + "folded = ? AND password IS NOT NULL",
        name.folded());
  }

  Optional<Credentials> resetting(String hash, long nowMs) throws SQLException {
    return sql.first(
        AccountReader::credentials,
        CREDENTIALS
            + "(reset_hash = ? AND reset_expires_ms > ?)"
            + " OR id = (SELECT user_id FROM recovery WHERE hash = ?)",
        hash,
        nowMs,
        hash);
  }

  int recoveryCodes(UUID account) throws SQLException {
    return sql.one(
        row -> row.getInt(1), "SELECT count(*) FROM recovery WHERE user_id = ?", account);
  }

  private static Credentials credentials(ResultSet row) throws SQLException {
    return new Credentials(
        user(row),
        row.getString("password"),
        row.getBoolean("disabled"),
        row.getBoolean("deleted"),
        row.getLong("reset_used_ms"));
  }

  List<Account> list(String prefix, String after, int max) throws SQLException {
    return sql.all(
        row ->
            new Account(
                user(row),
                row.getBoolean("disabled"),
                row.getLong("erase_ms"),
                row.getLong("created_ms"),
                row.getInt("sessions"),
                row.getLong("used_ms")),
        LIST,
        after,
        prefix,
        prefix + LAST,
        max);
  }

  List<DeletedAccount> deleted() throws SQLException {
    return sql.all(
        row -> new DeletedAccount(user(row), requireNonNull(deletion(row))),
        "SELECT id, kind, name, erase_ms, erases_messages FROM users WHERE erase_ms IS NOT NULL"
            + " ORDER BY id");
  }

  static @Nullable AccountDeletion deletion(ResultSet row) throws SQLException {
    long dueMs = row.getLong("erase_ms");
    return row.wasNull() ? null : new AccountDeletion(dueMs, row.getBoolean("erases_messages"));
  }

  boolean hasAdministrator() throws SQLException {
    return sql.isAny("SELECT FROM users WHERE kind = 3");
  }

  boolean wasOpen() throws SQLException {
    return sql.isAny(WAS_OPEN);
  }

  List<Bearer> guests() throws SQLException {
    return sql.all(AccountReader::bearer, BEARER + "kind = 1");
  }

  List<Bearer> bearers(Collection<UUID> users) throws SQLException {
    return sql.all(
        AccountReader::bearer, BEARER + "users.id = ANY(?)", (Object) users.toArray(UUID[]::new));
  }

  Optional<Bearer> bearer(UUID tokenId) throws SQLException {
    return sql.first(AccountReader::bearer, BEARER + "token.id = ?", tokenId);
  }

  List<TokenInfo> tokens(UUID user) throws SQLException {
    return sql.all(
        row -> bearer(row).token().info(),
        BEARER + "users.id = ? ORDER BY token.created_ms, token.id",
        user);
  }

  static User user(ResultSet row) throws SQLException {
    return new User(
        row.getObject("id", UUID.class),
        UserName.stored(row.getString("name")),
        kind(row.getInt("kind")));
  }

  static Bearer bearer(ResultSet row) throws SQLException {
    User user = user(row);
    TokenInfo info =
        new TokenInfo(
            row.getObject("token", UUID.class),
            new String(row.getBytes("label"), UTF_8),
            row.getString("address"),
            row.getLong("created_ms"),
            row.getLong("used_ms"),
            row.getLong("expires_ms"));
    return new Bearer(user, new StoredToken(user.id(), new TokenHash(row.getBytes("hash")), info));
  }

  /// The number of a kind of users in the column `kind`.
  static int number(UserKind kind) {
    return switch (kind) {
      case GUEST -> 1;
      case ACCOUNT -> 2;
      case ADMINISTRATOR -> 3;
    };
  }

  static UserKind kind(int number) throws SQLException {
    return switch (number) {
      case 1 -> UserKind.GUEST;
      case 2 -> UserKind.ACCOUNT;
      case 3 -> UserKind.ADMINISTRATOR;
      default -> throw new SQLException("user kind: " + number + " (expected: 1..3)");
    };
  }
}
