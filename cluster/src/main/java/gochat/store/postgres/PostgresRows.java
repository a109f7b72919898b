package gochat.store.postgres;

import gochat.account.PasswordReset;
import gochat.account.User;
import gochat.room.RoomId;
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
import gochat.store.StoredRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// The rows in the database that do not follow from the logs.
final class PostgresRows implements StoredRows {
  private static final String USERS =
      "SELECT id, kind, name, password, created_ms, disabled, erase_ms, erases_messages, reset_hash,"
          + " reset_expires_ms, reset_used_ms FROM users ORDER BY id";

  private static final String MEMBERSHIPS =
      "SELECT id, user_id, hidden_at FROM member JOIN log ON log.key = member.room"
          + " ORDER BY member.key";

  private static final String MARKERS =
      "SELECT id, user_id, seq FROM marker JOIN log ON log.key = marker.room ORDER BY user_id, id";

  private final Database database;

  PostgresRows(Database database) {
    this.database = database;
  }

  @Override
  public void read(Consumer<? super StoredRow> to) {
    boolean _ =
        database.view(sql -> {
          // Between two portions of rows, the reader of these may do other work.
          sql.run("SET LOCAL idle_in_transaction_session_timeout = 0");
          sql.each(PostgresRows::user, to, USERS);
          sql.each(
              row -> new TokenRow(AccountReader.bearer(row).token()),
              to,
              AccountReader.BEARER + "true ORDER BY token.id");
          sql.each(
              row ->
                  new RecoveryCodeRow(row.getObject("user_id", UUID.class), row.getString("hash")),
              to,
              "SELECT user_id, hash FROM recovery ORDER BY hash");
          sql.each(PostgresRows::membership, to, MEMBERSHIPS);
          sql.each(PostgresRows::marker, to, MARKERS);
          sql.each(
              row -> new InvitationRow(PostgresInvitations.invitation(row), row.getString("hash")),
              to,
              PostgresInvitations.SELECT + " ORDER BY id");
          sql.each(PostgresPrivacy::row, to, PostgresPrivacy.SELECT + " ORDER BY user_id");
          sql.each(
              row -> new ReportRow(PostgresReports.report(row)),
              to,
              PostgresReports.SELECT + " ORDER BY id");
          sql.each(_ -> new WasOpenRow(), to, AccountReader.WAS_OPEN);
          return true;
        });
  }

  private static UserRow user(ResultSet row) throws SQLException {
    String hash = row.getString("reset_hash");
    return new UserRow(
        AccountReader.user(row),
        row.getString("password"),
        row.getLong("created_ms"),
        row.getBoolean("disabled"),
        AccountReader.deletion(row),
        hash == null ? null : new PasswordReset(hash, row.getLong("reset_expires_ms")),
        row.getLong("reset_used_ms"));
  }

  private static MembershipRow membership(ResultSet row) throws SQLException {
    long hiddenAt = row.getLong("hidden_at");
    return new MembershipRow(
        new RoomId(row.getString("id")),
        row.getObject("user_id", UUID.class),
        row.wasNull() ? null : hiddenAt);
  }

  private static MarkerRow marker(ResultSet row) throws SQLException {
    return new MarkerRow(
        row.getObject("user_id", UUID.class), new RoomId(row.getString("id")), row.getLong("seq"));
  }

  @Override
  public void clear() {
    Changes changes = new Changes();
    for (String table :
        List.of(
            "marker",
            "token",
            "recovery",
            "skeleton",
            "users",
            "invitation",
            "privacy",
            "report")) {
      changes.add("DELETE FROM " + table);
    }
    changes.add("UPDATE member SET hidden_at = NULL WHERE hidden_at IS NOT NULL");
    changes.add("UPDATE meta SET was_open = false WHERE was_open");
    make(changes);
  }

  @Override
  public void write(List<? extends StoredRow> rows) {
    Changes changes = new Changes();
    for (StoredRow row : rows) {
      switch (row) {
        case UserRow user -> AccountWriter.insert(changes, user);
        case TokenRow(var token) -> AccountWriter.insert(changes, token);
        case RecoveryCodeRow(var user, var hash) ->
            changes.add("INSERT INTO recovery (hash, user_id) VALUES (?, ?)", hash, user);
        case MembershipRow(var room, var user, var hiddenAt) ->
            changes.add(
                "UPDATE member SET key = DEFAULT, hidden_at = ? FROM log"
                    + " WHERE log.id = ? AND member.room = log.key AND user_id = ?",
                hiddenAt,
                room.value(),
                user);
        case MarkerRow(var user, var room, long seq) ->
            changes.add(
                "INSERT INTO marker (user_id, room, seq) SELECT ?, key, ? FROM log WHERE id = ?",
                user,
                seq,
                room.value());
        case InvitationRow(var invitation, var hash) ->
            PostgresInvitations.insert(changes, invitation, hash);
        case PrivacyRow privacy -> PostgresPrivacy.put(changes, privacy);
        case ReportRow(var report) -> PostgresReports.insert(changes, report);
        case WasOpenRow() -> changes.add("UPDATE meta SET was_open = true");
      }
    }
    // After their users. Accounts that look alike, which an older Unicode told apart, all stay.
    for (StoredRow row : rows) {
      if (row instanceof UserRow user && user.user().kind().hasAccount()) {
        addSkeletons(changes, user.user());
      }
    }
    make(changes);
  }

  private static void addSkeletons(Changes changes, User account) {
    changes.add(
        "INSERT INTO skeleton (skeleton, user_id) SELECT unnest(?::text[]), ?"
            + " ON CONFLICT DO NOTHING",
        account.name().skeletons().toArray(String[]::new),
        account.id());
  }

  private void make(Changes changes) {
    boolean _ =
        database.turn(
            "transfer",
            sql -> {
              changes.make(sql);
              return true;
            },
            _ -> true);
  }
}
