package gochat.store.sqlite;

import gochat.journal.Backend;
import gochat.journal.HistoryContract;
import gochat.journal.JournalContract;
import gochat.journal.LookUpContract;
import gochat.journal.RandomWalkContract;
import gochat.journal.ReadMarkersContract;
import gochat.journal.RoomDirectoryContract;
import gochat.journal.RoomLogContract;
import org.junit.jupiter.api.Nested;

/// The store in memory keeps what its ports promise.
class SqliteMemoryTest {
  private static Backend empty() {
    return SqliteBackend.inMemory();
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
