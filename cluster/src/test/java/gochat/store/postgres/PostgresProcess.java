package gochat.store.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server of its own, which can be killed and promoted.
public final class PostgresProcess {
  private final Path programs;
  private final Path data;
  private final int port;
  private @Nullable Process process;

  private PostgresProcess(Path data, int port) throws IOException, SQLException {
    programs = TestPostgres.programs();
    this.data = data;
    this.port = port;
  }

  /// Makes the files of a server, which may be copied.
  public static void initialise(Path data) throws IOException, InterruptedException, SQLException {
    Process making =
        new PostgresProcess(data, 0)
            .launch(
                "initdb",
                "-D",
                data.toString(),
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "-N");
    assertThat(making.waitFor()).isZero();
  }

  /// A primary that does not run yet.
  ///
  /// @param initialised made by [#initialise]
  static PostgresProcess primary(Path initialised, Path data) throws IOException, SQLException {
    PostgresProcess primary = copy(initialised, data);
    primary.configure("fsync = off", "full_page_writes = off", "unix_socket_directories = ''");
    primary.configure("listen_addresses = '127.0.0.1'", "wal_retrieve_retry_interval = 100ms");
    return primary;
  }

  /// A standby that does not run yet. This server must not have run yet either.
  PostgresProcess standby(Path directory) throws IOException, SQLException {
    PostgresProcess standby = copy(data, directory);
    standby.configure("primary_conninfo = 'host=127.0.0.1 user=postgres port=" + port + "'");
    Files.createFile(directory.resolve("standby.signal"));
    return standby;
  }

  private static PostgresProcess copy(Path from, Path to) throws IOException, SQLException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
    PostgresProcess copied = new PostgresProcess(to, freePort());
    copied.configure("port = " + copied.port);
    return copied;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  void configure(String... lines) throws IOException {
    Files.write(data.resolve("postgresql.conf"), List.of(lines), StandardOpenOption.APPEND);
  }

  private Process launch(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (TestPostgres.IS_ROOT) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  void start() throws IOException {
    process = launch("postgres", "-D", data.toString());
    await().ignoreExceptions().until(() -> is("SELECT"));
  }

  int port() {
    return port;
  }

  /// Whether a query has rows.
  boolean is(String query) throws SQLException {
    try (Connection connection = connect()) {
      return new Sql(connection).isAny(query);
    }
  }

  /// Warnings don't matter, such as that of a backend that has just ended.
  void run(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      var _ = statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
  }

  /// Makes a standby the primary, which waits for no other standby.
  void promote() throws SQLException {
    run("ALTER SYSTEM SET synchronous_standby_names = ''");
    run("SELECT pg_reload_conf()");
    // A query that waits for the promotion may keep the standby from it for half a minute.
    run("SELECT pg_promote(false)");
    await().ignoreExceptions().until(() -> is("SELECT WHERE NOT pg_is_in_recovery()"));
  }

  /// Those that it has started get the signal first, so that they don't go on for a moment.
  void kill() throws InterruptedException {
    Process server = requireNonNull(process);
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    int _ = server.destroyForcibly().waitFor();
  }

  /// Kills the server if it runs.
  void end() throws InterruptedException {
    if (process != null && process.isAlive()) {
      kill();
    }
  }
}
