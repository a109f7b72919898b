package gochat.faults.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import gochat.client.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of Debian's package with a directory and a port of its own. As root it runs as the
/// user `postgres`. Its data outlasts the end of its process, not that of the machine.
public final class PostgresServer {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres";
  private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");
  private static final Duration START_MAX = Duration.ofMinutes(1);

  private final Path programs;
  private final Path directory;
  private final String address;
  private final String clients;
  private ReservedPort port = ReservedPort.ofAllAddresses();
  private @Nullable Daemon daemon;

  /// @param directory that is made; the user `postgres` must be able to enter those above it
  /// @param address of this machine on which it listens, besides loopback
  /// @param clients the network of clients with other addresses than loopback
  PostgresServer(Path directory, String address, String clients) throws IOException {
    this.directory = Files.createDirectory(directory);
    this.address = address;
    this.clients = clients;
    programs = programs();
    if (IS_ROOT) {
      Files.setOwner(
          directory,
          directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
  }

  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .max(
              Comparator.comparingInt(
                  version -> Integer.parseInt(version.getFileName().toString())))
          .orElseThrow(() -> new IOException(VERSIONS + " is empty: install postgresql"))
          .resolve("bin");
    }
  }

  int port() {
    return port.number();
  }

  /// Makes an empty database and starts.
  void startNew() throws IOException, InterruptedException {
    run("initdb", "-D", data(), "-A", "trust", "-U", USER, "-E", "UTF8", "-N");
    configure(
        "fsync = off",
        "unix_socket_directories = ''",
        "listen_addresses = '127.0.0.1, " + address + "'",
        "wal_retrieve_retry_interval = 100ms");
    append("pg_hba.conf", "host all all " + clients + " trust");
    start();
  }

  /// Copies a running server, follows it, and has it wait for this one with each commit.
  void follow(PostgresServer primary) throws IOException, InterruptedException {
    delete();
    run("pg_basebackup", "-R", "-c", "fast", "-D", data(), "-d", primary.connection());
    start();
    await()
        .atMost(START_MAX)
        .until(() ->
            primary
                .query("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'")
                .equals("1"));
    primary.waitFor("*");
  }

  private void delete() throws IOException {
    if (Files.exists(Path.of(data()))) {
      try (Stream<Path> files = Files.walk(Path.of(data()))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void start() throws IOException {
    configure("port = " + port());
    daemon = Daemon.start(asUser("postgres", "-D", data()), directory.resolve("postgres.log"));
    await().atMost(START_MAX).ignoreExceptions().until(() -> query("SELECT 1").equals("1"));
  }

  private void configure(String... lines) throws IOException {
    append("postgresql.conf", lines);
  }

  private void append(String file, String... lines) throws IOException {
    Files.write(Path.of(data(), file), List.of(lines), StandardOpenOption.APPEND);
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private String connection() {
    return "host=127.0.0.1 user=" + USER + " dbname=postgres port=" + port();
  }

  /// Has commits wait for these standbys; none if empty.
  void waitFor(String standbys) throws IOException, InterruptedException {
    query("ALTER SYSTEM SET synchronous_standby_names = '" + standbys + "'");
    query("SELECT pg_reload_conf()");
  }

  /// Lets a standby receive nothing more, and waits until it shows all that it has.
  void stopReceiving() throws IOException, InterruptedException {
    query("ALTER SYSTEM SET primary_conninfo = ''");
    query("SELECT pg_reload_conf()");
    await()
        .atMost(START_MAX)
        .until(() ->
            query(
                    "SELECT wait_event FROM pg_stat_activity WHERE backend_type = 'startup'"
                        + " AND NOT EXISTS (SELECT FROM pg_stat_wal_receiver)")
                .equals("RecoveryRetrieveRetryInterval"));
  }

  /// Runs it for a moment, after it was killed, at another port: nobody finds it there.
  void runAside(Step step) throws IOException, InterruptedException {
    ReservedPort usual = port;
    port = ReservedPort.ofAllAddresses();
    try {
      start();
      step.run();
    } finally {
      kill();
      port.close();
      port = usual;
    }
  }

  /// A step that needs the server.
  @FunctionalInterface
  interface Step {
    void run() throws IOException, InterruptedException;
  }

  /// Makes a standby the primary, which waits for no other one.
  void promote() throws IOException, InterruptedException {
    waitFor("");
    // A query that waits for the promotion may keep the standby from it for half a minute.
    query("SELECT pg_promote(false)");
  }

  /// @return the rows, without a header
  String query(String sql) throws IOException, InterruptedException {
    return run("psql", "-X", "-A", "-t", "-d", connection(), "-c", sql);
  }

  private String run(String program, String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(asUser(program, arguments)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(program + ": " + output);
    }
    return output;
  }

  private List<String> asUser(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (IS_ROOT) {
      command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  void kill() {
    requireNonNull(daemon).kill();
  }

  public void freeze() throws IOException, InterruptedException {
    requireNonNull(daemon).freeze();
  }

  public void thaw() throws IOException, InterruptedException {
    requireNonNull(daemon).thaw();
  }

  void close() throws IOException {
    if (daemon != null) {
      daemon.kill();
    }
    port.close();
  }
}
