package gochat.store.sqlite;

import gochat.limit.StoreLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// A few readers for any number of threads.
final class ReaderPool implements AutoCloseable {
  /// A reading virtual thread occupies its carrier thread. The size leaves one carrier to all other
  /// virtual threads.
  static final int SIZE =
      Math.clamp(
          Runtime.getRuntime().availableProcessors() - 1, 1, StoreLimit.READERS.standardInt());

  @FunctionalInterface
  interface Query<T> {
    T run(Reader reader) throws SQLException;
  }

  /// Opens connections that only read.
  @FunctionalInterface
  interface Connections {
    Connection open() throws SQLException;
  }

  private final Connections connections;
  private final Semaphore free = new Semaphore(SIZE, true);
  private final Queue<Reader> readers = new ConcurrentLinkedQueue<>();

  private ReaderPool(Connections connections) {
    this.connections = connections;
  }

  static ReaderPool open(Connections connections) throws SQLException {
    ReaderPool pool = new ReaderPool(connections);
    for (int i = 0; i < SIZE; i++) {
      pool.readers.add(new Reader(connections.open()));
    }
    return pool;
  }

  /// Waits for a free reader.
  <T> T with(Query<T> query) throws SQLException {
    // Reads are short, so this wait needs no interruption.
    free.acquireUninterruptibly();
    try {
      Reader reader = readers.remove();
      try {
        return query.run(reader);
      } catch (SQLException e) {
        reader = reader.renewed();
        throw e;
      } finally {
        readers.add(reader);
      }
    } finally {
      free.release();
    }
  }

  /// Runs a long query on a reader of its own.
  <T> T apart(Query<T> query) throws SQLException {
    try (Reader reader = new Reader(connections.open())) {
      return query.run(reader);
    }
  }

  /// Waits for running reads; later reads fail.
  @Override
  public void close() throws SQLException {
    free.acquireUninterruptibly(SIZE);
    try {
      for (Reader reader : readers) {
        reader.close();
      }
    } finally {
      free.release(SIZE);
    }
  }
}
