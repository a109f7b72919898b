package gochat.store.sqlite;

import gochat.account.User;
import gochat.store.StoredRow;
import gochat.store.StoredRow.InvitationRow;
import gochat.store.StoredRow.MarkerRow;
import gochat.store.StoredRow.MembershipRow;
import gochat.store.StoredRow.PrivacyRow;
import gochat.store.StoredRow.RecoveryCodeRow;
import gochat.store.StoredRow.ReportRow;
import gochat.store.StoredRow.TokenRow;
import gochat.store.StoredRow.UserRow;
import gochat.store.StoredRow.WasOpenRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Writes the rows that do not follow from the logs, within a transaction. Its statements are
/// prepared when they are needed, because that is seldom. Not thread-safe.
final class RowWriter {
  /// Accounts that look alike, which an older Unicode told apart, all stay.
  private static final String INSERT_SKELETON =
      "INSERT OR IGNORE INTO skeleton (skeleton, user) VALUES (?, ?)";

  private static final String INSERT_MARKER =
      "INSERT INTO marker (user, room, seq) SELECT ?, key, ? FROM room WHERE id = ?";

  private static final String PLACE_MEMBER =
      "UPDATE member SET key = (SELECT max(key) + 1 FROM member), hidden_at = ?"
          + " WHERE room = (SELECT key FROM room WHERE id = ?) AND user = ?";

  private final Connection connection;

  RowWriter(Connection connection) {
    this.connection = connection;
  }

  /// See [gochat.store.StoredRows#clear].
  void clear() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "marker",
              "token",
              "recovery",
              "skeleton",
              "user",
              "invitation",
              "privacy",
              "report")) {
        statement.execute("DELETE FROM " + table);
      }
      statement.execute("UPDATE member SET hidden_at = NULL WHERE hidden_at IS NOT NULL");
      statement.execute("UPDATE meta SET was_open = NULL");
    }
  }

  /// See [gochat.store.StoredRows#write].
  void write(List<? extends StoredRow> rows) throws SQLException {
    try (PreparedStatement addUser = prepare(AccountColumns.INSERT_USER);
        PreparedStatement addSkeleton = prepare(INSERT_SKELETON);
        PreparedStatement addToken = prepare(AccountColumns.INSERT_TOKEN);
        PreparedStatement addRecovery = prepare(AccountColumns.INSERT_RECOVERY);
        PreparedStatement place = prepare(PLACE_MEMBER);
        PreparedStatement addMarker = prepare(INSERT_MARKER);
        PreparedStatement addInvitation = prepare(InvitationColumns.INSERT);
        PreparedStatement putPrivacy = prepare(PrivacyRows.PUT);
        PreparedStatement addReport = prepare(ReportTable.INSERT);
        PreparedStatement open = prepare("UPDATE meta SET was_open = 1")) {
      for (StoredRow row : rows) {
        switch (row) {
          case UserRow user -> {
            AccountColumns.bind(addUser, user);
            addUser.executeUpdate();
            addSkeletons(addSkeleton, user.user());
          }
          case TokenRow(var token) -> {
            AccountColumns.bind(addToken, token);
            addToken.executeUpdate();
          }
          case RecoveryCodeRow(var user, var hash) -> {
            addRecovery.setString(1, hash);
            addRecovery.setBytes(2, Columns.bytes(user));
            addRecovery.executeUpdate();
          }
          case MembershipRow(var room, var user, var hiddenAt) -> {
            place.setObject(1, hiddenAt);
            place.setString(2, room.value());
            place.setBytes(3, Columns.bytes(user));
            place.executeUpdate();
          }
          case MarkerRow(var user, var room, long seq) -> {
            addMarker.setBytes(1, Columns.bytes(user));
            addMarker.setLong(2, seq);
            addMarker.setString(3, room.value());
            addMarker.executeUpdate();
          }
          case InvitationRow(var invitation, var hash) -> {
            InvitationColumns.bind(addInvitation, invitation, hash);
            addInvitation.executeUpdate();
          }
          case PrivacyRow privacy -> {
            PrivacyRows.bind(putPrivacy, privacy);
            putPrivacy.executeUpdate();
          }
          case ReportRow(var report) -> {
            ReportTable.bind(addReport, report);
            addReport.executeUpdate();
          }
          case WasOpenRow() -> open.executeUpdate();
        }
      }
    }
  }

  private static void addSkeletons(PreparedStatement add, User user) throws SQLException {
    if (user.kind().hasAccount()) {
      add.setBytes(2, Columns.bytes(user.id()));
      for (String skeleton : user.name().skeletons()) {
        add.setString(1, skeleton);
        add.executeUpdate();
      }
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }
}
