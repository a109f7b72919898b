package gochat.bench;

import gochat.bench.parts.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "plain-inserts",
    description =
        "Inserts messages into SQLite, a row each, without a server, and reports the rate.",
    mixinStandardHelpOptions = true)
final class PlainInsertsCommand implements Callable<Integer> {
  private static final int[] BATCHES = {1, 16, 128, 1024};
  private static final double NS_PER_SECOND = 1e9;

  @Option(names = "--dir", required = true, description = "a directory on the disk to measure")
  private Path directory = Path.of("");

  @Option(names = "--size", description = "text of a message in bytes (${DEFAULT-VALUE})")
  private int contentBytes = 100;

  @Option(
      names = "--seconds",
      description =
          "measured time of each batch size, after a warm-up of half that time (${DEFAULT-VALUE})")
  private double seconds = 4;

  @Override
  public Integer call() throws Exception {
    Plan.check(contentBytes, 1, 16_000, "--size");
    Plan.check(seconds, 0.1, 3_600, "--seconds");
    DiskSync sync = DiskSync.measure(directory);
    System.err.println(sync.text());
    JsonLine line =
        new JsonLine().put("command", "plain-inserts").put("contentBytes", contentBytes);
    for (int batch : BATCHES) {
      double perSecond = measure(batch);
      System.err.printf(
          Locale.ROOT, "plain-inserts: %d in a transaction: %.0f inserts/s%n", batch, perSecond);
      line.put("insertsPerSecond" + batch, perSecond);
    }
    System.out.println(sync.addTo(line));
    return 0;
  }

  private double measure(int batch) throws IOException, SQLException {
    Path place = Files.createTempDirectory(directory, "inserts");
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + place.resolve("messages.db"))) {
      prepare(connection);
      insert(connection, batch, seconds / 2);
      return insert(connection, batch, seconds);
    } finally {
      delete(place);
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute(
          """
          CREATE TABLE message (
            seq INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            author TEXT NOT NULL,
            message_id BLOB NOT NULL UNIQUE,
            text TEXT NOT NULL
          ) STRICT
          """);
    }
    connection.setAutoCommit(false);
  }

  /// @return inserts per second
  private double insert(Connection connection, int batch, double durationSeconds)
      throws SQLException {
    String text = "-".repeat(contentBytes);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO message (at, author, message_id, text) VALUES (?, ?, ?, ?)")) {
      long startNs = System.nanoTime();
      long inserted = 0;
      while (System.nanoTime() - startNs < durationSeconds * NS_PER_SECOND) {
        for (int i = 0; i < batch; i++) {
          insert.setLong(1, System.currentTimeMillis());
          insert.setString(2, "alice");
          insert.setBytes(3, Ids.bytes(UUID.randomUUID()));
          insert.setString(4, text);
          insert.executeUpdate();
        }
        connection.commit();
        inserted += batch;
      }
      return inserted * NS_PER_SECOND / (System.nanoTime() - startNs);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
