package gochat.system;

import gochat.client.ServerProcess;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A server with an embedded store.
record OneServer(ServerProcess process) implements Servers {
  @Override
  public boolean isOne() {
    return true;
  }

  @Override
  public int port() {
    return process.port();
  }

  @Override
  public int webPort() {
    return process.webPort();
  }

  @Override
  public String address() {
    return process.address();
  }

  @Override
  public void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public List<String> complaints() throws IOException {
    return process.complaints();
  }

  @Override
  public long residentBytes() {
    return process.residentBytes();
  }

  @Override
  public long memoryBytesMax() {
    return process.memoryBytesMax();
  }

  @Override
  public void readStore(Consumer<Store> reader) throws IOException {
    try (Copy copy = Copy.of(process.dataDirectory())) {
      open(copy.directory(), reader);
    }
  }

  @Override
  public void changeStore(Consumer<Store> change) {
    open(process.dataDirectory(), change);
  }

  private static void open(Path directory, Consumer<Store> use) {
    try (DataDirectory data = DataDirectory.open(directory);
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      use.accept(store);
    }
  }

  /// A copy of a data directory, beside it.
  private record Copy(Path directory) implements AutoCloseable {
    static Copy of(Path data) throws IOException {
      Path directory = Files.createTempDirectory(data.resolveSibling(""), "copy");
      for (Path file : files(data)) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
      return new Copy(directory);
    }

    private static List<Path> files(Path directory) throws IOException {
      try (Stream<Path> files = Files.list(directory)) {
        return files.filter(Files::isRegularFile).toList();
      }
    }

    @Override
    public void close() throws IOException {
      for (Path file : files(directory)) {
        Files.delete(file);
      }
      Files.delete(directory);
    }
  }
}
