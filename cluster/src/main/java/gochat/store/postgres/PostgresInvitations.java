package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.InvitationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Invitations in the database.
final class PostgresInvitations implements InvitationStore {
  static final String SELECT =
      "SELECT id, hash, kind, uses_max, uses, rooms, note, created_ms, expires_ms FROM invitation";

  private final Database database;

  PostgresInvitations(Database database) {
    this.database = database;
  }

  @Override
  public void add(Invitation invitation, String hash) {
    change(sql -> {
      int _ = sql.run("DELETE FROM invitation WHERE expires_ms <= ?", invitation.createdMs());
      Changes changes = new Changes();
      insert(changes, invitation, hash);
      changes.make(sql);
      return true;
    });
  }

  static void insert(Changes changes, Invitation invitation, String hash) {
    Terms terms = invitation.terms();
    changes.add(
        "INSERT INTO invitation (id, hash, kind, uses_max, uses, rooms, note, created_ms, expires_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        invitation.id(),
        hash,
        AccountReader.number(terms.kind()),
        terms.usesMax(),
        invitation.uses(),
        terms.rooms().toArray(String[]::new),
        terms.note().getBytes(UTF_8),
        invitation.createdMs(),
        invitation.expiresMs());
  }

  /// Counts a use, within the transaction that adds the account. Another one waits for its end.
  ///
  /// @return whether the invitation was open
  static boolean use(Sql sql, String hash, long nowMs) throws SQLException {
    return sql.run(
            "UPDATE invitation SET uses = uses + 1"
                + " WHERE hash = ? AND uses < uses_max AND expires_ms > ?",
            hash,
            nowMs)
        > 0;
  }

  @Override
  public Optional<Invitation> find(String hash) {
    return query(
        sql -> sql.first(PostgresInvitations::invitation, SELECT + " WHERE hash = ?", hash));
  }

  @Override
  public List<Invitation> all() {
    return query(
        sql -> sql.all(PostgresInvitations::invitation, SELECT + " ORDER BY created_ms, id"));
  }

  static Invitation invitation(ResultSet row) throws SQLException {
    return new Invitation(
        row.getObject("id", UUID.class),
        new Terms(
            AccountReader.kind(row.getInt("kind")),
            row.getInt("uses_max"),
            List.of((String[]) row.getArray("rooms").getArray()),
            new String(row.getBytes("note"), UTF_8)),
        row.getInt("uses"),
        row.getLong("created_ms"),
        row.getLong("expires_ms"));
  }

  @Override
  public boolean remove(UUID id) {
    return change(sql -> sql.run("DELETE FROM invitation WHERE id = ?", id) > 0);
  }

  private <T> T query(Writer.Work<T> query) {
    try {
      return database.read(query);
    } catch (SQLException e) {
      throw SqlState.accounts("invitations can't be read", e);
    }
  }

  private <T> T change(Writer.Work<T> change) {
    try {
      return database.others().transact(change);
    } catch (SQLException e) {
      throw SqlState.accounts("invitations can't be written", e);
    }
  }
}
