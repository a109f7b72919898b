package gochat.store.sqlite;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A copy of a database, marked with [CopyMark]. Not thread-safe.
final class CopyFile implements PageCopier.Sink, AutoCloseable {
  /// Synced this often, so that a sync of the running database never waits for the whole copy.
  private static final int UNSYNCED_BYTES = 8 << 20;

  private final FileChannel file;
  private final int pageBytes;
  private int unsynced;

  private CopyFile(FileChannel file, int pageBytes) {
    this.file = file;
    this.pageBytes = pageBytes;
  }

  /// Opens the file for changes; creates it when missing.
  static CopyFile open(Path path, int pageBytes) throws IOException {
    PrivateFiles.create(path);
    return new CopyFile(FileChannel.open(path, StandardOpenOption.WRITE), pageBytes);
  }

  @Override
  public void put(int first, ByteBuffer pages) throws IOException {
    if (first == 0) {
      CopyMark.set(pages);
    }
    long offset = (long) first * pageBytes;
    unsynced += pages.remaining();
    while (pages.hasRemaining()) {
      offset += file.write(pages, offset);
    }
    if (unsynced >= UNSYNCED_BYTES) {
      sync();
    }
  }

  void sync() throws IOException {
    file.force(true);
    unsynced = 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
