package gochat.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Collects the pages in the write-ahead log, which checkpoints copy into the database file.
///
/// The layout of the log is documented at <https://sqlite.org/fileformat2.html#walformat>: a
/// header, then frames, each with a page and its number. Guarded by the lock of [WriteConnection],
/// so the log does not change meanwhile.
final class LogWatch implements AutoCloseable {
  private static final int HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int SALT_OFFSET = 16;

  private final FileChannel log;
  private final int pageBytes;
  private final ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
  private final ByteBuffer salt = ByteBuffer.allocate(Long.BYTES);

  private BitSet changed = new BitSet();

  /// Changes whenever the log begins anew.
  private long lastSalt;

  /// The frames at the beginning of the log that the database file has.
  private int settled;

  private @Nullable IOException failure;

  LogWatch(Path database, int pageBytes) throws IOException {
    this.pageBytes = pageBytes;
    log =
        FileChannel.open(
            database.resolveSibling(database.getFileName() + "-wal"), StandardOpenOption.READ);
  }

  /// Adds the pages in the log, before a checkpoint.
  ///
  /// @param frames the length of the log
  void collect(int frames) {
    try {
      long current = frames == 0 ? lastSalt : salt();
      if (current != lastSalt || frames < settled) {
        lastSalt = current;
        settled = 0;
      }
      for (int frame = settled; frame < frames; frame++) {
        long offset = HEADER_BYTES + (long) frame * (FRAME_HEADER_BYTES + pageBytes);
        changed.set(read(number, offset).getInt() - 1);
      }
    } catch (IOException e) {
      // The writer goes on; the copy learns it.
      failure = e;
    }
  }

  /// Notes that the database file has all pages of the log. Until then, [#collect] adds the same
  /// pages again.
  void settled(int frames) {
    settled = frames;
  }

  private long salt() throws IOException {
    return read(salt, SALT_OFFSET).getLong();
  }

  private ByteBuffer read(ByteBuffer buffer, long offset) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (log.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("the write-ahead log is shorter than expected");
      }
    }
    return buffer.flip();
  }

  /// The pages collected since the last call; the first page is 0.
  ///
  /// @throws IOException when the log could not be read, so pages may be missing
  BitSet take() throws IOException {
    if (failure != null) {
      throw new IOException("the write-ahead log can't be read: " + failure.getMessage(), failure);
    }
    BitSet taken = changed;
    changed = new BitSet();
    return taken;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
