package gochat.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import gochat.account.Accounts.Bearer;
import gochat.account.Accounts.Credentials;
import gochat.account.Accounts.DeletedAccount;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Reads accounts on one connection. Not thread-safe.
final class AccountReader {
  private static final String INTACT = " AND " + CheckedTable.USER.intact("user");

  private static final String USER = "SELECT " + AccountColumns.USER + " FROM user WHERE ";

  /// The columns that [#credentials] reads.
  private static final String CREDENTIALS =
      "SELECT "
          + AccountColumns.USER
          + ", password, disabled, erase_ms IS NOT NULL, reset_used_ms FROM user WHERE ";

  private static final String BEARER =
      "SELECT "
          + AccountColumns.USER
          + ", "
          + AccountColumns.TOKEN
          + " FROM user JOIN token ON token.user = user.id WHERE ";

  private static final String BEARER_INTACT = INTACT + " AND " + CheckedTable.TOKEN.intact("token");

  /// Not deleted, and intact.
  private static final String THERE = " AND erase_ms IS NULL" + INTACT;

  private static final String DELETED =
      "SELECT "
          + AccountColumns.USER
          + ", "
          + AccountColumns.DELETION
          + " FROM user WHERE erase_ms IS NOT NULL"
          + INTACT
          + " ORDER BY id";

  /// The parameters are lists in JSON, of ids and of names in hexadecimal.
  private static final String FIND_ALL =
      USER
          + "id IN (SELECT unhex(value) FROM json_each(?))"
          + THERE
          + " UNION "
          + USER
          + "folded IN (SELECT CAST(unhex(value) AS TEXT) FROM json_each(?))"
          + THERE;

  private static final String FIND_BY_SKELETON =
      USER
          + "id = (SELECT user FROM skeleton WHERE skeleton = ? AND "
          + CheckedTable.SKELETON.intact("skeleton")
          + ")"
          + INTACT;

  /// Has a row when it was.
  static final String WAS_OPEN =
      "SELECT 1 FROM meta WHERE was_open AND " + CheckedTable.META.intact("meta");

  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final PreparedStatement byId;
  private final PreparedStatement byName;
  private final PreparedStatement holder;
  private final PreparedStatement deleted;
  private final PreparedStatement all;
  private final PreparedStatement bySkeleton;
  private final PreparedStatement credentials;
  private final PreparedStatement resetting;
  private final PreparedStatement recovering;
  private final PreparedStatement recoveryCodes;
  private final PreparedStatement administrator;
  private final PreparedStatement wasOpen;
  private final PreparedStatement guests;
  private final PreparedStatement bearer;
  private final PreparedStatement tokens;

  AccountReader(Statements statements) throws SQLException {
    byId = statements.prepare(USER + "id = ?" + THERE);
    byName = statements.prepare(USER + "folded = ?" + THERE);
    holder = statements.prepare(USER + "folded = ?" + INTACT);
    deleted = statements.prepare(DELETED);
    all = statements.prepare(FIND_ALL);
    bySkeleton = statements.prepare(FIND_BY_SKELETON);
    credentials = statements.prepare(CREDENTIALS + "folded = ? AND password IS NOT NULL" + INTACT);
    resetting =
        statements.prepare(CREDENTIALS + "reset_hash = ? AND reset_expires_ms > ?" + INTACT);
    recovering =
        statements.prepare(
            CREDENTIALS
                + "id = (SELECT user FROM recovery WHERE hash = ? AND "
                + CheckedTable.RECOVERY.intact("recovery")
                + ")"
                + INTACT);
    recoveryCodes = statements.prepare("SELECT count(*) FROM recovery WHERE user = ?");
    // A damaged row can be the administrator's. The code that makes an administrator must not be
    // valid then.
    administrator =
        statements.prepare(
            "SELECT 1 FROM user WHERE kind = "
                + AccountColumns.ADMINISTRATOR
                + " OR NOT "
                + CheckedTable.USER.isIntact("user"));
    wasOpen = statements.prepare(WAS_OPEN);
    // A start does not fail because of a damaged guest.
    guests =
        statements.prepare(
            BEARER
                + "user.kind = "
                + AccountColumns.GUEST
                + " AND "
                + CheckedTable.USER.isIntact("user")
                + " AND "
                + CheckedTable.TOKEN.isIntact("token"));
    bearer = statements.prepare(BEARER + "token.id = ?" + BEARER_INTACT);
    tokens =
        statements.prepare(
            BEARER + "user.id = ?" + BEARER_INTACT + " ORDER BY token.created_ms, token.id");
  }

  Optional<User> find(UUID id) throws SQLException {
    byId.setBytes(1, Columns.bytes(id));
    return first(byId, AccountColumns::user);
  }

  Optional<User> find(UserName name) throws SQLException {
    byName.setString(1, name.folded());
    return first(byName, AccountColumns::user);
  }

  List<User> find(Collection<UUID> ids, Collection<UserName> names) throws SQLException {
    all.setString(1, list(ids.stream().map(Columns::bytes)));
    all.setString(2, list(names.stream().map(name -> name.folded().getBytes(UTF_8))));
    return all(all, AccountColumns::user);
  }

  private static String list(Stream<byte[]> values) {
    return values.map(HexFormat.of()::formatHex).collect(joining("\",\"", "[\"", "\"]"));
  }

  Optional<User> findAlike(UserName name) throws SQLException {
    holder.setString(1, name.folded());
    Optional<User> same = first(holder, AccountColumns::user);
    return same.isPresent() ? same : findBySkeleton(name);
  }

  /// As [#findAlike], without the user who is to have the name.
  Optional<User> findAlike(User owner) throws SQLException {
    Optional<User> alike = findAlike(owner.name());
    return alike.isPresent() && alike.get().id().equals(owner.id())
        ? findBySkeleton(owner.name())
        : alike;
  }

  private Optional<User> findBySkeleton(UserName name) throws SQLException {
    for (String skeleton : name.skeletons()) {
      bySkeleton.setString(1, skeleton);
      Optional<User> alike = first(bySkeleton, AccountColumns::user);
      if (alike.isPresent()) {
        return alike;
      }
    }
    return Optional.empty();
  }

  Optional<Credentials> credentials(UserName name) throws SQLException {
    credentials.setString(1, name.folded());
    return first(credentials, AccountReader::credentials);
  }

  Optional<Credentials> resetting(String hash, long nowMs) throws SQLException {
    resetting.setString(1, hash);
    resetting.setLong(2, nowMs);
    Optional<Credentials> account = first(resetting, AccountReader::credentials);
    if (account.isPresent()) {
      return account;
    }
    recovering.setString(1, hash);
    return first(recovering, AccountReader::credentials);
  }

  int recoveryCodes(UUID account) throws SQLException {
    recoveryCodes.setBytes(1, Columns.bytes(account));
    return first(recoveryCodes, row -> row.getInt(1)).orElse(0);
  }

  private static Credentials credentials(ResultSet row) throws SQLException {
    return new Credentials(
        AccountColumns.user(row),
        row.getString(4),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getLong(7));
  }

  List<DeletedAccount> deleted() throws SQLException {
    return all(
        deleted,
        row ->
            new DeletedAccount(
                AccountColumns.user(row), requireNonNull(AccountColumns.deletion(row, 4))));
  }

  boolean hasAdministrator() throws SQLException {
    return first(administrator, row -> row.getInt(1)).isPresent();
  }

  boolean wasOpen() throws SQLException {
    return first(wasOpen, row -> row.getInt(1)).isPresent();
  }

  List<Bearer> guests() throws SQLException {
    return all(guests, AccountReader::bearer);
  }

  Optional<Bearer> bearer(UUID tokenId) throws SQLException {
    bearer.setBytes(1, Columns.bytes(tokenId));
    return first(bearer, AccountReader::bearer);
  }

  List<TokenInfo> tokens(UUID user) throws SQLException {
    tokens.setBytes(1, Columns.bytes(user));
    return all(tokens, row -> bearer(row).token().info());
  }

  private static Bearer bearer(ResultSet row) throws SQLException {
    User user = AccountColumns.user(row);
    return new Bearer(user, AccountColumns.token(row, user));
  }

  private static <T> Optional<T> first(PreparedStatement query, Row<T> row) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    }
  }

  private static <T> List<T> all(PreparedStatement query, Row<T> row) throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        all.add(row.read(rows));
      }
    }
    return all;
  }
}
