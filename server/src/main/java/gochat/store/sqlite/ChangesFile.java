package gochat.store.sqlite;

import gochat.file.PrivateFiles;
import gochat.hash.Sha256;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Changed pages that belong over a copy of a database: their size, runs of them, and the SHA-256
/// of all this. A run is the place of its first page, its number of pages, and the pages.
///
/// The file gets its name when it is whole and on the disk. Not thread-safe.
final class ChangesFile implements PageCopier.Sink, AutoCloseable {
  private static final int END = -1;

  private final Path path;
  private final Path unfinished;
  private final FileChannel file;
  private final int pageBytes;
  private final MessageDigest digest = Sha256.digest();
  private boolean isEmpty = true;

  private ChangesFile(Path path, Path unfinished, FileChannel file, int pageBytes) {
    this.path = path;
    this.unfinished = unfinished;
    this.file = file;
    this.pageBytes = pageBytes;
  }

  static ChangesFile create(Path path, int pageBytes) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".new");
    PrivateFiles.create(unfinished);
    FileChannel file =
        FileChannel.open(
            unfinished, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    ChangesFile changes = new ChangesFile(path, unfinished, file, pageBytes);
    changes.write(ByteBuffer.allocate(Integer.BYTES).putInt(pageBytes).flip());
    return changes;
  }

  @Override
  public void put(int first, ByteBuffer pages) throws IOException {
    isEmpty = false;
    int count = pages.remaining() / pageBytes;
    write(ByteBuffer.allocate(2 * Integer.BYTES).putInt(first).putInt(count).flip());
    write(pages);
  }

  private void write(ByteBuffer content) throws IOException {
    digest.update(content.duplicate());
    while (content.hasRemaining()) {
      file.write(content);
    }
  }

  /// Whether it has no page.
  boolean isEmpty() {
    return isEmpty;
  }

  /// Makes the file durable and gives it its name.
  void finish() throws IOException {
    write(ByteBuffer.allocate(Integer.BYTES).putInt(END).flip());
    ByteBuffer sum = ByteBuffer.wrap(digest.digest());
    while (sum.hasRemaining()) {
      file.write(sum);
    }
    file.force(true);
    file.close();
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.syncEntries(path.toAbsolutePath().resolveSibling(""));
  }

  @Override
  public void close() throws IOException {
    file.close();
    Files.deleteIfExists(unfinished);
  }

  /// Puts the pages of a finished file into `copy` and syncs it. It may be repeated.
  ///
  /// @throws IOException when the file is damaged; then `copy` is unchanged
  static void apply(Path path, Path copy) throws IOException {
    check(path);
    try (DataInputStream content = open(path)) {
      int pageBytes = content.readInt();
      try (CopyFile target = CopyFile.open(copy, pageBytes)) {
        for (int first = content.readInt(); first != END; first = content.readInt()) {
          byte[] pages = content.readNBytes(content.readInt() * pageBytes);
          target.put(first, ByteBuffer.wrap(pages));
        }
        target.sync();
      }
    }
  }

  private static void check(Path path) throws IOException {
    MessageDigest found = Sha256.digest();
    long left = Files.size(path) - found.getDigestLength();
    try (DataInputStream content = open(path)) {
      byte[] buffer = new byte[1 << 16];
      while (left > 0) {
        int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        found.update(buffer, 0, read);
        left -= read;
      }
      if (left != 0 || !MessageDigest.isEqual(found.digest(), content.readAllBytes())) {
        throw new IOException(path + " is damaged: its SHA-256 is another one");
      }
    }
  }

  private static DataInputStream open(Path path) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
  }
}
