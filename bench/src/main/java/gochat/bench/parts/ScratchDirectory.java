package gochat.bench.parts;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A temporary directory on the disk that the property `gochat.bench.dir` names: a sync to a
/// directory in memory would measure nothing. It is deleted at the end.
final class ScratchDirectory implements Closeable {
  private final Path path;

  ScratchDirectory() throws IOException {
    Path parent = Files.createDirectories(Path.of(System.getProperty("gochat.bench.dir", ".")));
    path = Files.createTempDirectory(parent, "parts");
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
