package gochat.store.postgres;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A real PostgreSQL, which runs until the process of the tests ends.
final class TestPostgres {
  private static final class Running {
    static final EmbeddedPostgres SERVER = start();
  }

  /// PostgreSQL refuses to run as root, unless it is in a user namespace.
  static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

  private static final boolean IS_POSSIBLE = !IS_ROOT || hasUserNamespaces();

  private TestPostgres() {}

  /// Skips the test where there is no PostgreSQL for this machine.
  static int port() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "needs Linux on an x86-64 processor for PostgreSQL");
    assumeTrue(IS_POSSIBLE, "needs another user than root for PostgreSQL, or user namespaces");
    return Running.SERVER.getPort();
  }

  /// The directory with the programs of PostgreSQL.
  static Path programs() throws SQLException, IOException {
    try (Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://localhost:" + port() + "/postgres", "postgres", "")) {
      String data = new Sql(connection).one(row -> row.getString(1), "SHOW data_directory");
      String command = Files.readString(Path.of(data, "postmaster.opts"));
      return requireNonNull(Path.of(command.substring(0, command.indexOf(' '))).getParent());
    }
  }

  private static boolean hasUserNamespaces() {
    try {
      return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

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
