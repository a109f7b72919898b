package gochat.store.sqlite;

import gochat.journal.Backend;
import gochat.journal.HistoryContract;
import gochat.journal.JournalContract;
import gochat.journal.LookUpContract;
import gochat.journal.RandomWalkContract;
import gochat.journal.ReadMarkersContract;
import gochat.journal.RoomDirectoryContract;
import gochat.journal.RoomLogContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The store in a file keeps what its ports promise.
class SqliteFileTest {
  @TempDir private Path directory;

  private Backend empty() {
    return SqliteBackend.open(directory.resolve("gochat.db"));
  }

  @Nested
  class Logs extends JournalContract {
    @Override
    protected Backend create() {
      return empty();
    }
  }

  @Nested
  class RoomLogs extends RoomLogContract {
    @Override
    protected Backend create() {
      return empty();
    }
  }

  @Nested
  class LookUps extends LookUpContract {
    @Override
    protected Backend create() {
      return empty();
    }
  }

  @Nested
  class Histories extends HistoryContract {
    @Override
    protected Backend create() {
      return empty();
    }
  }

  @Nested
  class Directories extends RoomDirectoryContract {
    @Override
    protected Backend create() {
      return empty();
    }
  }

  @Nested
  class Markers extends ReadMarkersContract {
    @Override
    protected Backend create() {
      return empty();
    }
  }

  @Nested
  class RandomWalks extends RandomWalkContract {
    @Override
    protected Backend create() {
      return empty();
    }
  }
}
