package gochat.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The file of the socket over which a running server takes commands: `admin.sock` in the data
/// directory. Where the path would be too long for a socket, the file is in a private directory of
/// its own below the temporary directory, and `admin.sock.path` in the data directory has its path.
///
/// The lock of the data directory is held by the server that makes and removes these files, so any
/// that are there before belong to a server that was killed.
///
/// @param path of the socket
/// @param pointer the file with the path
record SocketFile(Path path, Path pointer) {
  private static final String NAME = "admin.sock";
  private static final String POINTER = "admin.sock.path";

  /// Systems allow 104 to 108 bytes with a final zero.
  private static final int PATH_BYTES_MAX = 100;

  /// Removes what a killed server has left, and finds the place of a new socket.
  static SocketFile prepare(Path dataDir) throws IOException {
    Path path = dataDir.resolve(NAME);
    Path pointer = dataDir.resolve(POINTER);
    Optional<Path> left = target(pointer).filter(SocketFile::isDead);
    if (left.isPresent()) {
      new SocketFile(left.get(), pointer).remove();
    }
    Files.deleteIfExists(path);
    if (path.toString().getBytes(UTF_8).length <= PATH_BYTES_MAX) {
      return new SocketFile(path, pointer);
    }
    // Private to its owner, whatever the umask is.
    Path outside = Files.createTempDirectory("gochat-").resolve(NAME);
    PrivateFiles.replace(pointer, UTF_8.encode(outside + "\n"));
    return new SocketFile(outside, pointer);
  }

  /// False when a server listens, which happens when this data directory is a copy of another
  /// server's.
  private static boolean isDead(Path socket) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// The path of the socket of a server that runs on `dataDir`, or was killed; empty for none.
  static Optional<Path> find(Path dataDir) throws IOException {
    Path path = dataDir.resolve(NAME);
    return Files.exists(path) ? Optional.of(path) : target(dataDir.resolve(POINTER));
  }

  private static Optional<Path> target(Path pointer) throws IOException {
    try {
      return Optional.of(Path.of(Files.readString(pointer).strip()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  void remove() throws IOException {
    Path directory = path.resolveSibling("");
    boolean isOutside = !directory.equals(pointer.resolveSibling(""));
    // Another user could have put a link in the place of a directory that was cleaned away.
    if (!isOutside || Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      if (isOutside) {
        removeEmpty(directory);
      }
    }
    Files.deleteIfExists(pointer);
  }

  private static void removeEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException _) {
      // It was not made by a server.
    }
  }
}
