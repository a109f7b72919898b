package gochat.store.sqlite;

import gochat.account.Privacy;
import gochat.account.Privacy.Blocked;
import gochat.store.Code;
import gochat.store.StoredRow.PrivacyRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Reads and writes the privacy of users on one connection. Not thread-safe.
final class PrivacyRows {
  /// The step of [Schema] that creates the table.
  static final List<String> STEP =
      List.of(
          """
          CREATE TABLE privacy (
            user BLOB NOT NULL PRIMARY KEY,
            messages INTEGER NOT NULL, -- Code.AUDIENCE
            invitations INTEGER NOT NULL, -- Code.AUDIENCE
            blocked TEXT NOT NULL, -- a line each: the id of a user, a space, its name
            checksum INTEGER NOT NULL DEFAULT 0
          ) STRICT, WITHOUT ROWID
          """);

  static final String SELECT =
      "SELECT user, messages, invitations, blocked FROM privacy WHERE "
          + CheckedTable.PRIVACY.intact("privacy");

  static final String PUT =
      "INSERT INTO privacy (user, messages, invitations, blocked) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (user) DO UPDATE SET messages = excluded.messages,"
          + " invitations = excluded.invitations, blocked = excluded.blocked";

  private static final int ID_LENGTH = 36;

  private final PreparedStatement find;
  private final PreparedStatement blocking;
  private final PreparedStatement put;
  private final PreparedStatement forget;

  PrivacyRows(Statements statements) throws SQLException {
    find = statements.prepare(SELECT + " AND user = ?");
    blocking = statements.prepare(SELECT + " AND instr(blocked, ?) > 0");
    put = statements.prepare(PUT);
    forget = statements.prepare("DELETE FROM privacy WHERE user = ?");
  }

  Optional<Privacy> find(UUID user) throws SQLException {
    find.setBytes(1, Columns.bytes(user));
    try (ResultSet rows = find.executeQuery()) {
      return rows.next() ? Optional.of(row(rows).privacy()) : Optional.empty();
    }
  }

  /// @param row of [#SELECT]
  static PrivacyRow row(ResultSet row) throws SQLException {
    return new PrivacyRow(
        Columns.uuid(row, 1),
        new Privacy(
            Code.AUDIENCE.constant(row.getInt(2), SQLException::new),
            Code.AUDIENCE.constant(row.getInt(3), SQLException::new),
            Columns.text(row, 4).lines().map(PrivacyRows::blocked).toList()));
  }

  private static Blocked blocked(String line) {
    return new Blocked(
        UUID.fromString(line.substring(0, ID_LENGTH)), line.substring(ID_LENGTH + 1));
  }

  void put(UUID user, Privacy privacy) throws SQLException {
    bind(put, new PrivacyRow(user, privacy));
    put.executeUpdate();
  }

  /// @param put of [#PUT]
  static void bind(PreparedStatement put, PrivacyRow row) throws SQLException {
    Privacy privacy = row.privacy();
    put.setBytes(1, Columns.bytes(row.user()));
    put.setInt(2, Code.AUDIENCE.of(privacy.messages()));
    put.setInt(3, Code.AUDIENCE.of(privacy.invitations()));
    put.setString(
        4,
        privacy.blocked().stream()
            .map(blocked -> blocked.user() + " " + blocked.name())
            .collect(Collectors.joining("\n")));
  }

  /// Removes a user from the lists of all others.
  void unblockEverywhere(UUID user) throws SQLException {
    List<PrivacyRow> found = new ArrayList<>();
    blocking.setString(1, user.toString());
    try (ResultSet rows = blocking.executeQuery()) {
      while (rows.next()) {
        found.add(row(rows));
      }
    }
    for (PrivacyRow row : found) {
      put(row.user(), row.privacy().unblock(user));
    }
  }

  void forget(UUID user) throws SQLException {
    forget.setBytes(1, Columns.bytes(user));
    forget.executeUpdate();
  }
}
