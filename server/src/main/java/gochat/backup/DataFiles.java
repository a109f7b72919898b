package gochat.backup;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Files of data directories and of backups. Stateless.
final class DataFiles {
  private DataFiles() {}

  /// Makes a directory, but not its parent: a disk that is not mounted must not go unnoticed.
  static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    PrivateFiles.createDirectory(directory);
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      PrivateFiles.syncEntries(parent);
    }
  }

  /// The regular files in a directory, in the order of their names.
  static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /// Copies those of small files that exist and that `directory` does not have, durably.
  static void copy(List<Path> files, Path directory) throws IOException {
    for (Path file : files) {
      Path copy = directory.resolve(file.getFileName());
      if (Files.exists(file) && !(Files.exists(copy) && Files.mismatch(file, copy) < 0)) {
        PrivateFiles.replace(copy, ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
  }

  /// Deletes a file or a directory, if there is one: first the file that makes a directory a
  /// backup.
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(path)) {
      Files.deleteIfExists(path.resolve(BackupFiles.SUMS));
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
