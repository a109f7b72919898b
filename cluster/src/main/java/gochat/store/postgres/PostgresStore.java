package gochat.store.postgres;

import gochat.store.NewStore;
import gochat.store.Store;
import gochat.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.LongSupplier;

/// All data of a server in a database of PostgreSQL 15 or later.
public final class PostgresStore {
  private PostgresStore() {}

  /// Opens the store, and upgrades its tables if they are older than this server.
  ///
  /// @throws StoreException when the database can't be reached or used
  public static Store open(PostgresConfig config) {
    return open(config, Life.Rhythm.STANDARD, System::nanoTime);
  }

  static Store open(PostgresConfig config, Life.Rhythm rhythm) {
    return open(config, rhythm, System::nanoTime);
  }

  /// @param nanoTime [System#nanoTime]
  static Store open(PostgresConfig config, Life.Rhythm rhythm, LongSupplier nanoTime) {
    Connections connections = new Connections(config);
    return over(
        connections, completed(config, sql -> Life.begin(connections, rhythm, sql)), nanoTime);
  }

  /// As [#open], for a database that no server uses.
  ///
  /// @throws StoreException also when a server uses it
  static Store openStopped(PostgresConfig config) {
    boolean _ =
        connected(
            config,
            connection -> {
              Usage.refuse(new Sql(connection), config);
              return true;
            });
    return open(config);
  }

  /// Opens a database without data, to fill it.
  ///
  /// @throws StoreException when it has data or is in use, or can't be reached or used
  static NewStore openNew(PostgresConfig config) {
    return NewDatabase.open(config);
  }

  /// The ports over a database with tables of the present version. Closing them closes the
  /// connections.
  static Store over(Connections connections, Life life, LongSupplier nanoTime) {
    Database database = new Database(connections, life);
    PostgresOtherServers others = new PostgresOtherServers(database, nanoTime);
    return new Store(
        new PostgresJournal(database),
        new PostgresHistory(database),
        new PostgresRooms(database),
        new PostgresMarkers(database),
        new PostgresHiddenRooms(database),
        new PostgresRetention(database),
        new PostgresReports(database),
        new PostgresStoredLogs(database),
        new PostgresAccounts(database, nanoTime),
        new PostgresInvitations(database),
        new PostgresPrivacy(database),
        others,
        new PostgresRows(database),
        new PostgresVerification(database),
        null,
        new PostgresStatus(database),
        new PostgresServers(database),
        () -> {
          others.close();
          database.close();
        });
  }

  /// Records that an operator put an older copy in the place of the data.
  ///
  /// @throws StoreException as [#open]
  static void markRestored(PostgresConfig config) {
    int _ = completed(config, sql -> sql.run("UPDATE meta SET epoch = epoch + 1"));
  }

  /// As [#upgraded], but not where a transfer has not come to its end.
  private static <T> T completed(PostgresConfig config, Writer.Work<T> work) {
    return upgraded(
        config,
        sql -> {
          NewDatabase.refuseUnfinished(sql, config);
          return work.run(sql);
        });
  }

  /// The id of the servers of a database, the same as long as the database is there.
  public static UUID clusterId(PostgresConfig config) {
    return connected(
        config,
        connection ->
            new Sql(connection)
                .one(row -> row.getObject(1, UUID.class), "SELECT cluster FROM meta"));
  }

  /// Whether a commit waits until another machine has it.
  static boolean hasSynchronousStandby(PostgresConfig config) {
    return connected(
        config,
        connection ->
            new Sql(connection)
                .isAny("SELECT WHERE current_setting('synchronous_standby_names') <> ''"));
  }

  /// Runs `work` on tables of the present version.
  static <T> T upgraded(PostgresConfig config, Writer.Work<T> work) {
    return connected(
        config,
        connection -> {
          Schema.upgrade(connection, config.toString());
          return work.run(new Sql(connection));
        });
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(Connection connection) throws SQLException;
  }

  private static <T> T connected(PostgresConfig config, Use<T> use) {
    try (Connection connection = new Connections(config).forUpgrade()) {
      return use.of(connection);
    } catch (SQLException e) {
      throw unusable(config, e);
    }
  }

  static StoreException unusable(PostgresConfig config, SQLException cause) {
    return new StoreException(config + " can't be used: " + SqlState.sentence(cause), cause);
  }
}
