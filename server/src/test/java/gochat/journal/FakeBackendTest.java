package gochat.journal;

import org.junit.jupiter.api.Nested;

/// The fakes of the simulations keep what the real store keeps.
class FakeBackendTest {
  private static Backend empty() {
    return FakeBackend.over(new FakeJournal());
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
}
