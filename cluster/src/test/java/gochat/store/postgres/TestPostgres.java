package gochat.store.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A real PostgreSQL, which runs until the process of the tests ends.
final class TestPostgres {
  private static final class Running {
    static final EmbeddedPostgres SERVER = start();
  }

  /// PostgreSQL refuses to run as root.
  private static final boolean IS_POSSIBLE =
      !System.getProperty("user.name").equals("root") || hasUserNamespaces();

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
