package gochat.store;

import gochat.journal.Journal.Batch;
import gochat.journal.Journal.MessageKey;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Writes logs over the write connection; used by one thread at a time.
final class LogWriter implements AutoCloseable {
  /// From 4 MiB on the write-ahead log is copied into the file: seldom enough to share the cost,
  /// often enough that the pause stays near 10 ms. A log four times as long was no faster.
  private static final int CHECKPOINT_FRAMES = 1_000;

  /// Readers can keep a checkpoint from starting the log over; at 64 MiB it waits for them.
  private static final int FRAMES_MAX = 16_000;

  static final String FIND_MESSAGE_ID =
      "SELECT seq, fingerprint FROM event WHERE room = ? AND user = ? AND message_id = ?";

  private final Connection connection;
  private final Statements statements;
  private final LogReader reader;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement roomKey;
  private final PreparedStatement addRoom;
  private final PreparedStatement addEvent;
  private final PreparedStatement recorded;
  private final PreparedStatement countFrames;
  private final PreparedStatement checkpoint;
  private final PreparedStatement checkpointAll;

  LogWriter(Connection connection) throws SQLException {
    this.connection = connection;
    statements = new Statements(connection);
    reader = new LogReader(connection);
    begin = statements.prepare("BEGIN IMMEDIATE");
    commit = statements.prepare("COMMIT");
    roomKey = statements.prepare("SELECT key FROM room WHERE id = ?");
    addRoom = statements.prepare("INSERT INTO room (id) VALUES (?) RETURNING key");
    addEvent = statements.prepare(EventColumns.INSERT);
    recorded = statements.prepare(FIND_MESSAGE_ID);
    countFrames = statements.prepare("PRAGMA wal_checkpoint(NOOP)");
    checkpoint = statements.prepare("PRAGMA wal_checkpoint(PASSIVE)");
    checkpointAll = statements.prepare("PRAGMA wal_checkpoint(RESTART)");
  }

  LogReader reader() {
    return reader;
  }

  void begin() throws SQLException {
    begin.execute();
  }

  void commit() throws SQLException {
    commit.execute();
  }

  void rollBack() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }

  /// A writer over the same connection that takes this one's place after a failure.
  LogWriter renewed() throws SQLException {
    statements.close();
    reader.closeStatements();
    return new LogWriter(connection);
  }

  /// @return false when the room's head is not the expected one
  boolean write(Batch batch) throws SQLException {
    long head = batch.expectedHead();
    if (reader.head(batch.room()) != head) {
      return false;
    }
    long room = keyOf(batch.room());
    for (RoomEvent event : batch.events()) {
      EventColumns.bind(addEvent, room, ++head, event);
      addEvent.executeUpdate();
    }
    return true;
  }

  Map<MessageKey, Recorded> recorded(RoomId room, Collection<MessageKey> keys) throws SQLException {
    Map<MessageKey, Recorded> found = new HashMap<>();
    roomKey.setString(1, room.value());
    try (ResultSet rows = roomKey.executeQuery()) {
      if (!rows.next()) {
        return found;
      }
      recorded.setLong(1, rows.getLong(1));
    }
    for (MessageKey key : keys) {
      recorded.setBytes(2, EventColumns.bytes(key.user()));
      recorded.setBytes(3, EventColumns.bytes(key.messageId()));
      try (ResultSet rows = recorded.executeQuery()) {
        if (rows.next()) {
          found.put(key, new Recorded(rows.getLong(1), rows.getLong(2)));
        }
      }
    }
    return found;
  }

  private long keyOf(RoomId room) throws SQLException {
    roomKey.setString(1, room.value());
    try (ResultSet rows = roomKey.executeQuery()) {
      if (rows.next()) {
        return rows.getLong(1);
      }
    }
    addRoom.setString(1, room.value());
    try (ResultSet rows = addRoom.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// Copies the write-ahead log into the file when it has grown enough.
  void checkpointWhenDue() throws SQLException {
    int frames = frames(countFrames);
    if (frames >= FRAMES_MAX) {
      frames(checkpointAll);
    } else if (frames >= CHECKPOINT_FRAMES) {
      frames(checkpoint);
    }
  }

  private static int frames(PreparedStatement pragma) throws SQLException {
    try (ResultSet rows = pragma.executeQuery()) {
      rows.next();
      return rows.getInt(2);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
