package gochat.store.postgres;

import gochat.store.NewStore;
import gochat.store.Store;
import gochat.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/// A database that gets all data of another store. As long as it has the table
/// `unfinished_transfer`, no server starts on it.
final class NewDatabase implements NewStore {
  private static final String MARK = "unfinished_transfer";

  /// `GoCT` in ASCII. Only one transfer at a time fills a database.
  private static final long LOCK = 0x476f4354;

  /// All tables but those that describe the database, of this version or a later one; then the
  /// rooms that every database has.
  private static final String CLEAR =
      """
      DO $$
      BEGIN
        EXECUTE 'TRUNCATE ' || (
          SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
              AND NOT relispartition AND relname NOT IN ('meta', '%s')) || ' RESTART IDENTITY';
      END
      $$;
      INSERT INTO log (id) VALUES ('lobby'), ('audit');
      INSERT INTO room (key, kind) SELECT key, CASE id WHEN 'lobby' THEN 0 ELSE 4 END FROM log
      """
          .formatted(MARK);

  private final PostgresConfig config;

  /// Has the lock.
  private final Connection connection;

  private final Store store;
  private boolean isStoreOpen = true;

  private NewDatabase(PostgresConfig config, Connection connection, Store store) {
    this.config = config;
    this.connection = connection;
    this.store = store;
  }

  /// @throws StoreException when the database has data or is in use, or can't be reached or used
  static NewStore open(PostgresConfig config) {
    Connections connections = Connections.ofTransfer(config);
    Connection connection = null;
    boolean isOpen = false;
    try {
      connection = connections.forUpgrade();
      Sql sql = new Sql(connection);
      Usage.refuse(sql, config);
      if (!sql.one(row -> row.getBoolean(1), "SELECT pg_try_advisory_lock(?)", LOCK)) {
        throw new StoreException(
            config + " is the target of another transfer, which runs: wait for its end");
      }
      Life life = prepare(config, connections);
      NewDatabase opened =
          new NewDatabase(
              config, connection, PostgresStore.over(connections, life, System::nanoTime));
      isOpen = true;
      return opened;
    } catch (SQLException e) {
      throw PostgresStore.unusable(config, e);
    } finally {
      if (!isOpen && connection != null) {
        close(connection);
      }
    }
  }

  /// Makes the tables, and marks the database.
  private static Life prepare(PostgresConfig config, Connections connections) {
    return PostgresStore.upgraded(
        config,
        sql -> {
          if (!isUnfinished(sql)) {
            if (sql.isAny("SELECT FROM log WHERE head > 0 UNION ALL SELECT FROM users")) {
              throw new StoreException(
                  config + " has data already: create an empty database for the transfer");
            }
            int _ = sql.run("CREATE TABLE " + MARK + " ()");
          }
          int _ = sql.run(CLEAR);
          return Life.begin(connections, Life.Rhythm.STANDARD, sql);
        });
  }

  private static boolean isUnfinished(Sql sql) throws SQLException {
    return sql.isAny("SELECT WHERE to_regclass('" + MARK + "') IS NOT NULL");
  }

  /// @throws StoreException when a transfer into the database has not come to its end
  static void refuseUnfinished(Sql sql, PostgresConfig config) throws SQLException {
    if (isUnfinished(sql)) {
      throw new StoreException(
          config
              + " is the target of a transfer that runs or was interrupted: if it does not run, begin"
              + " it again with the same command");
    }
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public void complete(long epoch) {
    closeStore();
    try {
      Sql sql = new Sql(connection);
      // Else the first queries would be planned as for empty tables.
      sql.run("ANALYZE");
      // This commit, which waits for the disk, makes all earlier ones durable.
      sql.run("SET synchronous_commit = on");
      connection.setAutoCommit(false);
      sql.run("UPDATE meta SET epoch = ?", epoch);
      sql.run("DROP TABLE " + MARK);
      connection.commit();
    } catch (SQLException e) {
      throw PostgresStore.unusable(config, e);
    }
  }

  @Override
  public void close() {
    closeStore();
    close(connection);
  }

  private void closeStore() {
    if (isStoreOpen) {
      isStoreOpen = false;
      store.close();
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException _) {
      // Nothing is lost: all changes are committed or not to be.
    }
  }
}
