package gochat.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Maps invitations to the columns of their table.
final class InvitationColumns {
  static final String ALL = "id, kind, uses_max, uses, rooms, note, created_ms, expires_ms, hash";

  static final String INSERT =
      "INSERT INTO invitation (" + ALL + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private InvitationColumns() {}

  static void bind(PreparedStatement insert, Invitation invitation, String hash)
      throws SQLException {
    Terms terms = invitation.terms();
    insert.setBytes(1, Columns.bytes(invitation.id()));
    insert.setInt(2, AccountColumns.number(terms.kind()));
    insert.setInt(3, terms.usesMax());
    insert.setInt(4, invitation.uses());
    insert.setString(5, String.join("\n", terms.rooms()));
    insert.setString(6, terms.note());
    insert.setLong(7, invitation.createdMs());
    insert.setLong(8, invitation.expiresMs());
    insert.setString(9, hash);
  }

  /// @param row has [#ALL]
  static Invitation invitation(ResultSet row) throws SQLException {
    return new Invitation(
        Columns.uuid(row, 1),
        new Terms(
            AccountColumns.kind(row.getInt(2)),
            row.getInt(3),
            // Without an empty line for no room.
            Columns.text(row, 5).lines().toList(),
            // Read as bytes, because a note may contain a NUL character.
            new String(row.getBytes(6), UTF_8)),
        row.getInt(4),
        row.getLong(7),
        row.getLong(8));
  }
}
