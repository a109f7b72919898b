package gochat.store.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;

/// Reads pages of a database file that SQLite has open in this process. For all threads.
///
/// POSIX releases all locks of a process on a file when the process closes any descriptor of it:
/// <https://sqlite.org/howtocorrupt.html>, 2.2. So this must be closed after all connections to the
/// database. A [java.nio.channels.FileChannel] would not do: an interrupt closes it.
final class DatabasePages implements AutoCloseable {
  private static final int PAGE_BYTES_OFFSET = 16;

  /// The encoding of 65,536 bytes.
  private static final int LARGEST_PAGE = 1;

  private final RandomAccessFile file;
  private final int pageBytes;

  DatabasePages(Path database) throws IOException {
    file = new RandomAccessFile(database.toFile(), "r");
    file.seek(PAGE_BYTES_OFFSET);
    int encoded = file.readUnsignedShort();
    pageBytes = encoded == LARGEST_PAGE ? 1 << Character.SIZE : encoded;
  }

  int pageBytes() {
    return pageBytes;
  }

  /// All pages that the file has now.
  synchronized BitSet all() throws IOException {
    BitSet pages = new BitSet();
    pages.set(0, Math.toIntExact(file.length() / pageBytes));
    return pages;
  }

  /// Reads consecutive pages, fewer at the end of the file.
  ///
  /// @param first from 0 on
  synchronized ByteBuffer read(int first, int count) throws IOException {
    long offset = (long) first * pageBytes;
    long left = Math.max(0, file.length() - offset);
    byte[] content = new byte[(int) Math.min((long) count * pageBytes, left)];
    file.seek(offset);
    file.readFully(content);
    return ByteBuffer.wrap(content);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
