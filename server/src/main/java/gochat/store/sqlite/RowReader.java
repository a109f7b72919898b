package gochat.store.sqlite;

import gochat.account.User;
import gochat.room.RoomId;
import gochat.store.StoredRow;
import gochat.store.StoredRow.InvitationRow;
import gochat.store.StoredRow.MarkerRow;
import gochat.store.StoredRow.MembershipRow;
import gochat.store.StoredRow.RecoveryCodeRow;
import gochat.store.StoredRow.ReportRow;
import gochat.store.StoredRow.TokenRow;
import gochat.store.StoredRow.UserRow;
import gochat.store.StoredRow.WasOpenRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/// Reads the rows that do not follow from the logs, on one connection. Its queries are prepared
/// when they are needed, because that is seldom. Not thread-safe.
final class RowReader {
  private static final String USERS =
      "SELECT "
          + AccountColumns.USER
          + ", password, created_ms, disabled, reset_used_ms, "
          + AccountColumns.DELETION
          + ", "
          + AccountColumns.RESET
          + " FROM user WHERE "
          + CheckedTable.USER.intact("user")
          + " ORDER BY id";

  private static final String TOKENS =
      "SELECT "
          + AccountColumns.USER
          + ", "
          + AccountColumns.TOKEN
          + " FROM token JOIN user ON user.id = token.user WHERE "
          + CheckedTable.TOKEN.intact("token")
          + " ORDER BY token.id";

  private static final String RECOVERY_CODES =
      "SELECT user, hash FROM recovery WHERE "
          + CheckedTable.RECOVERY.intact("recovery")
          + " ORDER BY hash";

  private static final String MEMBERSHIPS =
      "SELECT room.id, member.user, member.hidden_at"
          + " FROM member JOIN room ON room.key = member.room WHERE "
          + CheckedTable.MEMBER.intact("member")
          + " ORDER BY member.key";

  private static final String MARKERS =
      "SELECT room.id, marker.user, marker.seq"
          + " FROM marker JOIN room ON room.key = marker.room WHERE "
          + CheckedTable.MARKER.intact("marker")
          + " ORDER BY marker.user, room.id";

  @FunctionalInterface
  private interface Row {
    StoredRow read(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  RowReader(Connection connection) {
    this.connection = connection;
  }

  /// See [gochat.store.StoredRows#read].
  void read(Consumer<? super StoredRow> to) throws SQLException {
    read(USERS, RowReader::user, to);
    read(TOKENS, RowReader::token, to);
    read(RECOVERY_CODES, row -> new RecoveryCodeRow(Columns.uuid(row, 1), row.getString(2)), to);
    read(MEMBERSHIPS, RowReader::membership, to);
    read(MARKERS, RowReader::marker, to);
    read(
        InvitationReader.SELECT + " ORDER BY id",
        row -> new InvitationRow(InvitationColumns.invitation(row), row.getString(9)),
        to);
    read(PrivacyRows.SELECT + " ORDER BY user", PrivacyRows::row, to);
    read(ReportReader.SELECT + " ORDER BY id", row -> new ReportRow(ReportTable.report(row)), to);
    read(AccountReader.WAS_OPEN, _ -> new WasOpenRow(), to);
  }

  private void read(String query, Row row, Consumer<? super StoredRow> to) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        to.accept(row.read(rows));
      }
    }
  }

  private static StoredRow user(ResultSet row) throws SQLException {
    return new UserRow(
        AccountColumns.user(row),
        row.getString(4),
        row.getLong(5),
        row.getBoolean(6),
        AccountColumns.deletion(row, 8),
        AccountColumns.reset(row, 10),
        row.getLong(7));
  }

  private static StoredRow token(ResultSet row) throws SQLException {
    User user = AccountColumns.user(row);
    return new TokenRow(AccountColumns.token(row, user));
  }

  private static StoredRow membership(ResultSet row) throws SQLException {
    long hiddenAt = row.getLong(3);
    return new MembershipRow(
        new RoomId(Columns.text(row, 1)), Columns.uuid(row, 2), row.wasNull() ? null : hiddenAt);
  }

  private static StoredRow marker(ResultSet row) throws SQLException {
    return new MarkerRow(Columns.uuid(row, 2), new RoomId(Columns.text(row, 1)), row.getLong(3));
  }
}
