package gochat.store.sqlite;

import gochat.account.Invitation;
import gochat.account.InvitationStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Invitations in the database.
final class SqliteInvitations implements InvitationStore {
  private final SqliteStore store;

  SqliteInvitations(SqliteStore store) {
    this.store = store;
  }

  @Override
  public void add(Invitation invitation, String hash) {
    boolean _ =
        change(writer -> {
          writer.add(invitation, hash);
          return true;
        });
  }

  @Override
  public boolean remove(UUID id) {
    return change(writer -> writer.remove(id));
  }

  @Override
  public Optional<Invitation> find(String hash) {
    return query(reader -> reader.find(hash));
  }

  @Override
  public List<Invitation> all() {
    return query(InvitationReader::all);
  }

  @FunctionalInterface
  private interface Query<T> {
    T run(InvitationReader reader) throws SQLException;
  }

  @FunctionalInterface
  private interface Change<T> {
    T run(InvitationWriter writer) throws SQLException;
  }

  private <T> T query(Query<T> query) {
    try {
      return store.read(reader -> query.run(reader.invitations()));
    } catch (SQLException e) {
      throw SqliteAccounts.failed("invitations can't be read", e);
    }
  }

  private <T> T change(Change<T> change) {
    try {
      return store.write(writer -> change.run(writer.invitations()));
    } catch (SQLException e) {
      throw SqliteAccounts.failed("invitations can't be written", e);
    }
  }
}
