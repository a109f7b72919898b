package gochat.store.postgres;

import gochat.store.StoreException;
import java.sql.SQLException;
import java.util.Optional;

/// The use of a database by servers: each has connections to it as long as it runs.
final class Usage {
  /// Connections of a process that has ended just now may still be there.
  private static final int TRIES = 50;

  private static final String OTHERS =
      "SELECT coalesce(host(client_addr), 'this machine') FROM pg_stat_activity"
          + " WHERE datname = current_database() AND starts_with(application_name, '"
          + Connections.NAME
          + "') AND pid <> pg_backend_pid() LIMIT 1";

  private Usage() {}

  /// @param sql on the only connection of this process
  /// @throws StoreException when a server uses the database
  static void refuse(Sql sql, PostgresConfig config) throws SQLException {
    Optional<String> other = sql.first(row -> row.getString(1), OTHERS);
    for (int left = TRIES; other.isPresent() && left > 0; left--) {
      sql.run("SELECT pg_sleep(0.1)");
      other = sql.first(row -> row.getString(1), OTHERS);
    }
    if (other.isPresent()) {
      throw new StoreException(
          config + " is in use by a server or a transfer on " + other.get() + ": stop that one");
    }
  }
}
