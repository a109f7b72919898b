package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;

/// The tables, and the upgrade of databases of older versions. Servers upgrade one after another.
///
/// Released steps, the files `schema-N.sql`, are never changed; a change of the tables is a new
/// step. As servers of the version before go on meanwhile, a step only adds; what it makes useless
/// is removed by the step of a later version.
final class Schema {
  /// The number of steps.
  private static final int STEPS = 1;

  private static final int SERVER_MIN = 15;

  /// `GoCh` in ASCII.
  private static final long LOCK = 0x476f4368;

  private Schema() {}

  /// Upgrades the database to the present version. Each step is one transaction, so an interrupted
  /// upgrade goes on at the next start.
  ///
  /// @param connection has a lock until it is closed, and makes other servers wait
  /// @param place the database's name in messages
  /// @throws StoreException when the server or the database is not suitable
  static void upgrade(Connection connection, String place) throws SQLException {
    Sql sql = new Sql(connection);
    checkServer(connection, sql, place);
    sql.run("SELECT pg_advisory_lock(?)", LOCK);
    int version = version(sql, place);
    connection.setAutoCommit(false);
    for (int next = version + 1; next <= STEPS; next++) {
      sql.run(step(next));
      sql.run("UPDATE meta SET schema = ?", next);
      connection.commit();
    }
    connection.setAutoCommit(true);
  }

  private static void checkServer(Connection connection, Sql sql, String place)
      throws SQLException {
    int server = connection.getMetaData().getDatabaseMajorVersion();
    if (server < SERVER_MIN) {
      throw new StoreException(
          "%s runs on PostgreSQL %d (expected: %d or later)".formatted(place, server, SERVER_MIN));
    }
    String encoding = sql.one(row -> row.getString(1), "SELECT current_setting('server_encoding')");
    if (!encoding.equals("UTF8")) {
      throw new StoreException(
          place
              + " has the encoding "
              + encoding
              + " (expected: UTF8): create it with ENCODING 'UTF8' TEMPLATE template0");
    }
  }

  /// The number of the last step that was taken.
  private static int version(Sql sql, String place) throws SQLException {
    if (!sql.isAny("SELECT WHERE to_regclass('meta') IS NOT NULL")) {
      return 0;
    }
    int version = sql.one(row -> row.getInt(1), "SELECT schema FROM meta");
    int readableFrom = sql.one(row -> row.getInt(1), "SELECT readable_from FROM meta");
    if (readableFrom > STEPS) {
      throw new StoreException(
          ("%s was upgraded by a newer GoChat (data version %d, this one reads up to %d):"
                  + " start the newer GoChat")
              .formatted(place, version, STEPS));
    }
    return version;
  }

  private static String step(int number) {
    String file = "schema-" + number + ".sql";
    try (InputStream in = Schema.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError(file + " is missing");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
