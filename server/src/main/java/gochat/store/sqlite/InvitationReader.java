package gochat.store.sqlite;

import gochat.account.Invitation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads invitations on one connection. Not thread-safe.
final class InvitationReader {
  /// All of them, in the order of their ids.
  static final String SELECT =
      "SELECT "
          + InvitationColumns.ALL
          + " FROM invitation WHERE "
          + CheckedTable.INVITATION.intact("invitation");

  private final PreparedStatement byHash;
  private final PreparedStatement all;

  InvitationReader(Statements statements) throws SQLException {
    byHash = statements.prepare(SELECT + " AND hash = ?");
    all = statements.prepare(SELECT + " ORDER BY created_ms, id");
  }

  Optional<Invitation> find(String hash) throws SQLException {
    byHash.setString(1, hash);
    try (ResultSet rows = byHash.executeQuery()) {
      return rows.next() ? Optional.of(InvitationColumns.invitation(rows)) : Optional.empty();
    }
  }

  List<Invitation> all() throws SQLException {
    List<Invitation> found = new ArrayList<>();
    try (ResultSet rows = all.executeQuery()) {
      while (rows.next()) {
        found.add(InvitationColumns.invitation(rows));
      }
    }
    return found;
  }
}
