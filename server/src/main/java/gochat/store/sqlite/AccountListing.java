package gochat.store.sqlite;

import gochat.account.Account;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Lists accounts with their sign-ins, on one connection. Not thread-safe.
final class AccountListing {
  /// Greater than all characters of names.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private static final String TOKENS =
      " FROM token WHERE token.user = user.id AND " + CheckedTable.TOKEN.intact("token");

  private static final String LIST =
      "SELECT "
          + AccountColumns.USER
          + ", disabled, coalesce(erase_ms, 0), created_ms, (SELECT count(*)"
          + TOKENS
          + "), (SELECT max(used_ms)"
          + TOKENS
          + ") FROM user WHERE folded > ? AND folded >= ? AND folded < ? AND kind <> "
          + AccountColumns.GUEST
          + " AND "
          + CheckedTable.USER.intact("user")
          + " ORDER BY folded LIMIT ?";

  private final PreparedStatement list;

  AccountListing(Statements statements) throws SQLException {
    list = statements.prepare(LIST);
  }

  List<Account> list(String prefix, String after, int max) throws SQLException {
    list.setString(1, after);
    list.setString(2, prefix);
    list.setString(3, prefix + LAST);
    list.setInt(4, max);
    List<Account> found = new ArrayList<>();
    try (ResultSet rows = list.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Account(
                AccountColumns.user(rows),
                rows.getBoolean(4),
                rows.getLong(5),
                rows.getLong(6),
                rows.getInt(7),
                rows.getLong(8)));
      }
    }
    return found;
  }
}
