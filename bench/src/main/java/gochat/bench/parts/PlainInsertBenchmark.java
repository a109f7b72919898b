package gochat.bench.parts;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The baseline of [AppendBenchmark]: the same messages, one row each in one table with a unique
/// index on their ids, each batch synced.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init")
public class PlainInsertBenchmark {
  @Param({"1", "16", "128", "1024"})
  private int batch;

  @Param({"ORDERED", "RANDOM"})
  private Ids ids;

  private ScratchDirectory directory;
  private Connection connection;
  private PreparedStatement insert;
  private byte[] user;
  private String text;
  private long inserted;

  @Setup
  public void open() throws IOException, SQLException {
    directory = new ScratchDirectory();
    connection = DriverManager.getConnection("jdbc:sqlite:" + directory.file("plain.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute(
          """
          CREATE TABLE message (
            seq INTEGER PRIMARY KEY, at INTEGER, id BLOB, user BLOB, session BLOB, name TEXT,
            text TEXT)
          """);
      statement.execute("CREATE UNIQUE INDEX message_id ON message (id)");
    }
    connection.setAutoCommit(false);
    insert = connection.prepareStatement("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?)");
    user = Ids.bytes(Samples.AUTHOR.user());
    text = Samples.text(200);
  }

  @TearDown
  public void close() throws IOException, SQLException {
    connection.close();
    directory.close();
  }

  @Benchmark
  public long insert(MessageCounter stored) throws SQLException {
    for (int i = 0; i < batch; i++) {
      inserted++;
      insert.setLong(1, inserted);
      insert.setLong(2, inserted);
      insert.setBytes(3, Ids.bytes(requireNonNull(ids.of(inserted))));
      insert.setBytes(4, user);
      insert.setBytes(5, user);
      insert.setString(6, Samples.AUTHOR.name());
      insert.setString(7, text);
      insert.executeUpdate();
    }
    connection.commit();
    stored.messages += batch;
    return inserted;
  }
}
