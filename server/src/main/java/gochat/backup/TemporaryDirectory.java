package gochat.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A private directory that ends with its use, also when this process is told to end.
final class TemporaryDirectory implements AutoCloseable {
  private final Path path;
  private final Thread atExit;

  TemporaryDirectory() throws IOException {
    path = Files.createTempDirectory("gochat-");
    atExit = new Thread(this::deleteAtExit);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  Path path() {
    return path;
  }

  private void deleteAtExit() {
    try {
      DataFiles.delete(path);
    } catch (IOException _) {
      // Its user may just have written there. The system clears temporary directories.
    }
  }

  @Override
  public void close() throws IOException {
    DataFiles.delete(path);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // The process ends already.
    }
  }
}
