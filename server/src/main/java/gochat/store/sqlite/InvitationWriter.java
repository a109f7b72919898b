package gochat.store.sqlite;

import gochat.account.Invitation;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/// Writes invitations on the writing connection, within a transaction. Not thread-safe.
final class InvitationWriter {
  private final PreparedStatement add;
  private final PreparedStatement removeExpired;
  private final PreparedStatement remove;
  private final PreparedStatement use;

  InvitationWriter(Statements statements) throws SQLException {
    add = statements.prepare(InvitationColumns.INSERT);
    removeExpired = statements.prepare("DELETE FROM invitation WHERE expires_ms <= ?");
    remove = statements.prepare("DELETE FROM invitation WHERE id = ?");
    use =
        statements.prepare(
            "UPDATE invitation SET uses = uses + 1 WHERE hash = ? AND uses < uses_max AND expires_ms > ?");
  }

  void add(Invitation invitation, String hash) throws SQLException {
    removeExpired.setLong(1, invitation.createdMs());
    removeExpired.executeUpdate();
    InvitationColumns.bind(add, invitation, hash);
    add.executeUpdate();
  }

  boolean remove(UUID id) throws SQLException {
    remove.setBytes(1, Columns.bytes(id));
    return remove.executeUpdate() > 0;
  }

  /// Counts a use.
  ///
  /// @return whether the invitation was open
  boolean use(String hash, long nowMs) throws SQLException {
    use.setString(1, hash);
    use.setLong(2, nowMs);
    return use.executeUpdate() > 0;
  }
}
