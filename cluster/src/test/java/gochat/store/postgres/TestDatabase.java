package gochat.store.postgres;

import gochat.store.Store;
import gochat.store.StoreLocation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A database of its own on a real PostgreSQL, which all tests of this process share.
public final class TestDatabase {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final int port;
  private @Nullable Connection clearing;

  private TestDatabase(String name, int port) {
    this.name = name;
    this.port = port;
  }

  /// A database without tables.
  public static TestDatabase blank() throws SQLException {
    TestDatabase database =
        new TestDatabase("gochat_" + COUNT.incrementAndGet(), TestPostgres.port());
    try (Connection connection =
        DriverManager.getConnection(database.url("postgres"), "postgres", "")) {
      new Sql(connection).run("CREATE DATABASE " + database.name);
    }
    return database;
  }

  private String url(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database;
  }

  public StoreLocation location() {
    return new StoreLocation("postgresql://postgres@localhost:" + port + "/" + name, null, false);
  }

  public PostgresConfig config() {
    return PostgresConfig.of(location());
  }

  Store open() {
    return PostgresStore.open(config());
  }

  /// @param nanoTime in place of [System#nanoTime] for the time since guests were used
  public Store openTimed(LongSupplier nanoTime) {
    return PostgresStore.open(config(), Life.Rhythm.STANDARD, nanoTime);
  }

  /// A connection as nobody of the store has one.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(name), "postgres", "");
  }

  /// Ends all connections of one kind.
  ///
  /// @param application their application name
  public void terminate(String application) throws SQLException {
    // Not over Sql: the server warns of those that have just ended.
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name = ?")) {
      statement.setString(1, application);
      var _ = statement.execute();
    }
  }

  /// Removes all data. The connection stays open, because a new one would first read the
  /// descriptions of all tables.
  void clear() throws SQLException {
    if (clearing == null) {
      clearing = connect();
    }
    new Sql(clearing)
        .run(
            """
            DELETE FROM note; DELETE FROM claim; DELETE FROM token; DELETE FROM recovery; DELETE FROM skeleton; DELETE FROM users;
            DELETE FROM invitation; DELETE FROM privacy; DELETE FROM report; DELETE FROM floor_state; DELETE FROM marker; DELETE FROM pin; DELETE FROM mention;
            DELETE FROM reaction; DELETE FROM muted; DELETE FROM banned; DELETE FROM member;
            DELETE FROM room_skeleton; DELETE FROM event; DELETE FROM room; DELETE FROM log;
            INSERT INTO log (id) VALUES ('lobby'), ('audit');
            INSERT INTO room (key, kind) SELECT key, CASE id WHEN 'lobby' THEN 0 ELSE 4 END FROM log
            """);
  }
}
