package gochat.server;

import gochat.backup.CopyVerifier;
import gochat.journal.StoredLogs;
import gochat.ops.ServerData;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.store.DataDirectory;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.verify.Verifier.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The data of a server that does not run. Not thread-safe.
final class StoppedData implements ServerData, AutoCloseable {
  private final Path directory;
  private @Nullable DataDirectory locked;
  private @Nullable Store store;

  StoppedData(Path directory) {
    this.directory = directory;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Store store() {
    if (locked == null) {
      locked = DataDirectory.open(directory);
    }
    if (store == null) {
      // The command's next access to a store that can't go on throws.
      store = Stores.open(locked, Durability.SYNC, _ -> {});
    }
    return store;
  }

  @Override
  public StoredLogs logs() {
    return store().logs();
  }

  @Override
  public Rest rest(Pause pause) {
    return Rest.none(pause);
  }

  @Override
  public Extent verify(Pause pause, Consumer<? super Defect> found) throws IOException {
    return new CopyVerifier(Stores.data()).verify(directory, found);
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
    if (locked != null) {
      locked.close();
    }
  }
}
