package gochat.store.postgres;

import gochat.store.Store;
import gochat.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// All data of a server in a database of PostgreSQL 15 or later.
public final class PostgresStore {
  private PostgresStore() {}

  /// Opens the store, and upgrades its tables if they are older than this server.
  ///
  /// @throws StoreException when the database can't be reached or used
  public static Store open(PostgresConfig config) {
    Connections connections = new Connections(config);
    Life life = upgraded(config, sql -> Life.begin(connections, sql));
    Database database = new Database(connections, life);
    return new Store(
        new PostgresJournal(database),
        new PostgresHistory(database),
        new PostgresRooms(database),
        new PostgresMarkers(database),
        new PostgresHiddenRooms(database),
        new PostgresRetention(database),
        new PostgresStoredLogs(database),
        new PostgresAccounts(database),
        new PostgresVerification(database),
        null,
        new PostgresStatus(database),
        database::close);
  }

  /// Records that an operator put an older copy in the place of the data.
  ///
  /// @throws StoreException as [#open]
  static void markRestored(PostgresConfig config) {
    int _ = upgraded(config, sql -> sql.run("UPDATE meta SET epoch = epoch + 1"));
  }

  /// Whether a commit waits until another machine has it.
  static boolean hasSynchronousStandby(PostgresConfig config) {
    return upgraded(
        config,
        sql -> sql.isAny("SELECT WHERE current_setting('synchronous_standby_names') <> ''"));
  }

  /// Runs `work` on tables of the present version.
  private static <T> T upgraded(PostgresConfig config, Writer.Work<T> work) {
    try (Connection connection = new Connections(config).forUpgrade()) {
      Schema.upgrade(connection, config.toString());
      return work.run(new Sql(connection));
    } catch (SQLException e) {
      throw new StoreException(config + " can't be used: " + SqlState.sentence(e), e);
    }
  }
}
