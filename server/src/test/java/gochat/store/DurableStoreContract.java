package gochat.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/// The contract of a store whose data outlives the process, so that it can be copied.
public abstract class DurableStoreContract extends StoreContract {
  /// Opens the store on a copy, or a copy on which a store was opened before.
  protected abstract Store openCopy(Path directory);

  /// Opens the store that no server uses, only to verify it.
  protected abstract Store openToVerify(Path directory);

  /// Makes a copy of a mirror.
  protected abstract void copyMirror(Path mirror, Path directory) throws IOException;

  @Nested
  class Copies extends BackupsContract {
    Copies() {
      super(DurableStoreContract.this);
    }
  }
}
