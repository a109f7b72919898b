package gochat.store.sqlite;

import gochat.limit.BackupLimit;
import gochat.store.Backups.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Copies the pages of a running database in rounds.
///
/// Between two checkpoints the database file does not change. A round copies pages from it without
/// a lock; the pages that checkpoints have changed meanwhile are those of the next, shorter round.
/// As soon as only a few are left, they are read between two writes, right after a checkpoint: the
/// copy then is the state of that moment. So no read keeps the write-ahead log from beginning anew,
/// as the snapshot of `VACUUM INTO` would, and no write makes the copy begin anew, as with SQLite's
/// backup interface.
///
/// For one thread at a time.
final class PageCopier implements AutoCloseable {
  /// Takes copied pages. A page may come several times; the last content counts.
  @FunctionalInterface
  interface Sink {
    /// @param first the place of the first page, from 0 on
    void put(int first, ByteBuffer pages) throws IOException;
  }

  private record Run(int first, ByteBuffer pages) {}

  /// The pages that changed during a round.
  ///
  /// @param runs all of them, if they are few: with them the copy is whole
  /// @param left otherwise the pages of the next round
  private record Rest(List<Run> runs, BitSet left) {}

  private static final int RUN_BYTES = 1 << 20;
  private static final int REST_BYTES_MAX = BackupLimit.REST_BYTES.standardInt();
  private static final int ROUNDS_MAX = BackupLimit.ROUNDS.standardInt();

  private static final long READ_MS = 5;

  private final WriteConnection connection;
  private final DatabasePages pages;
  private final LogWatch watch;
  private final int runPages;

  /// Begins to collect the changed pages.
  PageCopier(WriteConnection connection, DatabasePages pages, LogWatch watch) {
    this.connection = connection;
    this.pages = pages;
    this.watch = watch;
    runPages = Math.max(1, RUN_BYTES / pages.pageBytes());
    connection.add(watch);
  }

  int pageBytes() {
    return pages.pageBytes();
  }

  /// Copies all pages.
  ///
  /// @throws IOException when the data can't be read or the copy can't be written, or when the data
  ///   changes faster than it can be copied
  void copyAll(Sink sink, Progress progress) throws IOException {
    copy(pages.all(), sink, progress);
  }

  /// Copies the pages that have changed since the last copy.
  ///
  /// @throws IOException as [#copyAll]
  void copyChanged(Sink sink, Progress progress) throws IOException {
    copy(new BitSet(), sink, progress);
  }

  private void copy(BitSet first, Sink sink, Progress progress) throws IOException {
    BitSet round = first;
    for (int rounds = 0; rounds < ROUNDS_MAX; rounds++) {
      copyRound(round, sink, progress);
      Rest rest = rest(progress);
      for (Run run : rest.runs()) {
        put(run, sink, progress);
      }
      if (rest.left().isEmpty()) {
        return;
      }
      round = rest.left();
    }
    throw new IOException("the data changes faster than it can be copied");
  }

  private void copyRound(BitSet round, Sink sink, Progress progress) throws IOException {
    for (int first = round.nextSetBit(0); first >= 0; ) {
      int end = Math.min(round.nextClearBit(first), first + runPages);
      put(new Run(first, pages.read(first, end - first)), sink, progress);
      first = round.nextSetBit(end);
    }
  }

  private static void put(Run run, Sink sink, Progress progress) throws IOException {
    int bytes = run.pages().remaining();
    sink.put(run.first(), run.pages());
    progress.copied(bytes);
  }

  private Rest rest(Progress progress) throws IOException {
    try {
      Optional<Rest> rest = connection.afterCheckpoint(this::takeRest);
      while (rest.isEmpty()) {
        // A read keeps a part of the log out of the file. Reads are short.
        progress.copied(0);
        TimeUnit.MILLISECONDS.sleep(READ_MS);
        rest = connection.afterCheckpoint(this::takeRest);
      }
      return rest.get();
    } catch (SQLException e) {
      throw new IOException("the data can't be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Rest takeRest() throws IOException {
    BitSet changed = watch.take();
    if (changed.cardinality() * (long) pages.pageBytes() > REST_BYTES_MAX) {
      return new Rest(List.of(), changed);
    }
    List<Run> runs = new ArrayList<>();
    copyRound(changed, (first, content) -> runs.add(new Run(first, content)), _ -> {});
    return new Rest(runs, new BitSet());
  }

  @Override
  public void close() throws IOException {
    connection.remove(watch);
    watch.close();
  }
}
