package gochat.store.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gochat.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A database of its own on a real PostgreSQL, which all tests of this process share.
final class TestDatabase {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /// Runs until the process ends.
  private static final class Server {
    private static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("autovacuum", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final String name;
  private @Nullable Connection clearing;

  private TestDatabase(String name) {
    this.name = name;
  }

  /// A database without tables.
  static TestDatabase blank() throws SQLException {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "needs an x86-64 processor for PostgreSQL");
    TestDatabase database = new TestDatabase("gochat_" + COUNT.incrementAndGet());
    try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "")) {
      new Sql(connection).run("CREATE DATABASE " + database.name);
    }
    return database;
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + database;
  }

  PostgresConfig config() {
    return new PostgresConfig(url(name), "postgres", null);
  }

  Store open() {
    return PostgresStore.open(config());
  }

  /// A connection as nobody of the store has one.
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(name), "postgres", "");
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
            DELETE FROM token; DELETE FROM skeleton; DELETE FROM users;
            DELETE FROM floor_state; DELETE FROM marker; DELETE FROM pin; DELETE FROM mention;
            DELETE FROM reaction; DELETE FROM muted; DELETE FROM banned; DELETE FROM member;
            DELETE FROM room_skeleton; DELETE FROM event; DELETE FROM room; DELETE FROM log;
            INSERT INTO log (id) VALUES ('lobby');
            INSERT INTO room (key, kind) SELECT key, 0 FROM log
            """);
  }
}
