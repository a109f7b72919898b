package gochat.store.sqlite;

import gochat.account.AccountDeletion;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.store.StoredRow.UserRow;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Maps users and tokens to the columns of their tables.
final class AccountColumns {
  static final String INSERT_USER =
      "INSERT INTO user (id, kind, name, folded, password, created_ms, disabled, reset_hash,"
          + " reset_expires_ms, reset_used_ms, erase_ms, erases_messages)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  static final String INSERT_SKELETON = "INSERT INTO skeleton (skeleton, user) VALUES (?, ?)";
  static final String INSERT_RECOVERY = "INSERT INTO recovery (hash, user) VALUES (?, ?)";
  static final String INSERT_TOKEN =
      "INSERT INTO token (id, user, hash, label, created_ms, used_ms, expires_ms, address)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  /// Kinds of users.
  static final int GUEST = 1;

  static final int ACCOUNT = 2;
  static final int ADMINISTRATOR = 3;

  /// The columns that [#user] reads.
  static final String USER = "user.id, user.kind, user.name";

  /// The columns that [#reset] reads.
  static final String RESET = "reset_hash, reset_expires_ms";

  /// The columns that [#deletion] reads.
  static final String DELETION = "erase_ms, erases_messages";

  /// The columns that [#token] reads, after those of a user.
  static final String TOKEN =
      "token.id, token.hash, token.label, token.created_ms, token.used_ms, token.expires_ms,"
          + " token.address";

  private AccountColumns() {}

  static void bind(PreparedStatement insert, UserRow row) throws SQLException {
    User user = row.user();
    PasswordReset reset = row.reset();
    insert.setBytes(1, Columns.bytes(user.id()));
    insert.setInt(2, number(user.kind()));
    insert.setString(3, user.name().toString());
    insert.setString(4, user.name().folded());
    insert.setString(5, row.password());
    insert.setLong(6, row.createdMs());
    insert.setObject(7, row.isDisabled() ? 1 : null);
    insert.setString(8, reset == null ? null : reset.hash());
    insert.setObject(9, reset == null ? null : reset.expiresMs());
    insert.setObject(10, row.resetUsedMs() == 0 ? null : row.resetUsedMs());
    AccountDeletion deletion = row.deletion();
    insert.setObject(11, deletion == null ? null : deletion.dueMs());
    insert.setObject(12, deletion != null && deletion.erasesMessages() ? 1 : null);
  }

  static void bind(PreparedStatement insert, StoredToken token) throws SQLException {
    TokenInfo info = token.info();
    insert.setBytes(1, Columns.bytes(info.id()));
    insert.setBytes(2, Columns.bytes(token.user()));
    insert.setBytes(3, token.hash().bytes());
    insert.setString(4, info.label());
    insert.setLong(5, info.createdMs());
    insert.setLong(6, info.lastUsedMs());
    insert.setLong(7, info.expiresMs());
    insert.setString(8, info.address().isEmpty() ? null : info.address());
  }

  static User user(ResultSet row) throws SQLException {
    return new User(Columns.uuid(row, 1), UserName.stored(row.getString(3)), kind(row.getInt(2)));
  }

  /// @param row has [#RESET] from column `first` on
  static @Nullable PasswordReset reset(ResultSet row, int first) throws SQLException {
    @Nullable String hash = row.getString(first);
    return hash == null ? null : new PasswordReset(hash, row.getLong(first + 1));
  }

  /// @param row has [#DELETION] from column `first` on
  static @Nullable AccountDeletion deletion(ResultSet row, int first) throws SQLException {
    long dueMs = row.getLong(first);
    return row.wasNull() ? null : new AccountDeletion(dueMs, row.getBoolean(first + 1));
  }

  static StoredToken token(ResultSet row, User user) throws SQLException {
    TokenInfo info =
        new TokenInfo(
            Columns.uuid(row, 4),
            // Read as bytes, because a label may contain a NUL character.
            new String(row.getBytes(6), StandardCharsets.UTF_8),
            Objects.requireNonNullElse(row.getString(10), ""),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9));
    return new StoredToken(user.id(), new TokenHash(row.getBytes(5)), info);
  }

  static int number(UserKind kind) {
    return switch (kind) {
      case GUEST -> GUEST;
      case ACCOUNT -> ACCOUNT;
      case ADMINISTRATOR -> ADMINISTRATOR;
    };
  }

  static UserKind kind(int number) throws SQLException {
    return switch (number) {
      case GUEST -> UserKind.GUEST;
      case ACCOUNT -> UserKind.ACCOUNT;
      case ADMINISTRATOR -> UserKind.ADMINISTRATOR;
      default -> throw new SQLException("user kind: " + number + " (expected: 1..3)");
    };
  }
}
