package gochat.bench.parts;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.wire.FrameWire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sqlite.SQLiteConfig;

/// The layout that ADR 0009 rejected in favour of that of [AppendBenchmark]: one row for all
/// messages of a turn, with their encoded frames, and an index of the message ids. It stores
/// nothing else: no threads, edits or mentions.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init")
public class BlockInsertBenchmark {
  private static final int CHECKPOINT_EVERY = 16;

  @Param({"1", "16", "128", "1024"})
  private int batch;

  @Param private Ids ids;

  private ScratchDirectory directory;
  private Connection connection;
  private PreparedStatement begin;
  private PreparedStatement commit;
  private PreparedStatement checkpoint;
  private PreparedStatement insertBlock;
  private PreparedStatement insertId;
  private byte[] frame;
  private byte[] user;
  private long head;
  private int turns;

  @Setup
  public void open() throws IOException, SQLException {
    directory = new ScratchDirectory();
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setWalAutocheckpoint(0);
    config.setGetGeneratedKeys(false);
    connection = config.createConnection("jdbc:sqlite:" + directory.file("blocks.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE block (key INTEGER PRIMARY KEY, last INTEGER, bytes BLOB) STRICT");
      statement.execute(
          """
          CREATE TABLE message_id (
            id BLOB, user BLOB, room INTEGER, seq INTEGER, fingerprint INTEGER,
            PRIMARY KEY (id, user, room)) STRICT, WITHOUT ROWID
          """);
    }
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    checkpoint = connection.prepareStatement("PRAGMA wal_checkpoint(PASSIVE)");
    insertBlock = connection.prepareStatement("INSERT INTO block VALUES (?, ?, ?)");
    insertId = connection.prepareStatement("INSERT INTO message_id VALUES (?, ?, 1, ?, ?)");
    LogEntry entry = new LogEntry(1, Samples.message(null, Samples.text(200)));
    frame = FrameWire.event(RoomId.LOBBY, 1, entry).toByteArray();
    user = Ids.bytes(Samples.AUTHOR.user());
  }

  @TearDown
  public void close() throws IOException, SQLException {
    connection.close();
    directory.close();
  }

  @Benchmark
  public long insert(MessageCounter stored) throws SQLException {
    begin.execute();
    ByteBuffer block = ByteBuffer.allocate(batch * frame.length);
    for (int i = 1; i <= batch; i++) {
      block.put(frame);
      index(head + i, ids.of(head + i));
    }
    insertBlock.setLong(1, head + 1);
    insertBlock.setLong(2, head + batch);
    insertBlock.setBytes(3, block.array());
    insertBlock.executeUpdate();
    commit.execute();
    if (++turns % CHECKPOINT_EVERY == 0) {
      checkpoint.execute();
    }
    head += batch;
    stored.messages += batch;
    return head;
  }

  private void index(long seq, @Nullable UUID id) throws SQLException {
    if (id == null) {
      return;
    }
    byte[] key = Ids.bytes(id);
    insertId.setBytes(1, key);
    insertId.setBytes(2, user);
    insertId.setLong(3, seq);
    insertId.setLong(4, id.getLeastSignificantBits());
    insertId.executeUpdate();
  }
}
