package gochat.store.sqlite;

import gochat.account.Privacy;
import gochat.account.PrivacyStore;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The privacy of users in the database.
final class SqlitePrivacy implements PrivacyStore {
  private final SqliteStore store;

  SqlitePrivacy(SqliteStore store) {
    this.store = store;
  }

  @Override
  public Optional<Privacy> find(UUID user) {
    try {
      return store.read(reader -> reader.privacy().find(user));
    } catch (SQLException e) {
      throw SqliteAccounts.failed("the privacy of users can't be read", e);
    }
  }

  @Override
  public Privacy change(UUID user, UnaryOperator<Privacy> change) {
    return write(rows -> {
      Privacy changed = change.apply(rows.find(user).orElse(Privacy.DEFAULT));
      rows.put(user, changed);
      return changed;
    });
  }

  @Override
  public void forget(UUID user) {
    boolean _ =
        write(rows -> {
          rows.forget(user);
          return true;
        });
  }

  @Override
  public void erase(UUID user) {
    boolean _ =
        write(rows -> {
          rows.forget(user);
          rows.unblockEverywhere(user);
          return true;
        });
  }

  @FunctionalInterface
  private interface Change<T> {
    T run(PrivacyRows rows) throws SQLException;
  }

  private <T> T write(Change<T> change) {
    try {
      return store.write(writer -> change.run(writer.reader().privacy()));
    } catch (SQLException e) {
      throw SqliteAccounts.failed("the privacy of users can't be written", e);
    }
  }
}
