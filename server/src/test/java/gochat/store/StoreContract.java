package gochat.store;

import org.junit.jupiter.api.Nested;

/// The contract of [Store]: the contracts of all its ports. The test of a backend extends this
/// class and says how to make a store.
public abstract class StoreContract {
  /// An empty store.
  protected abstract Store create();

  /// Closes `store`.
  ///
  /// @return the store as a later run of the server finds it; a store that survives nothing is not
  ///   closed, and returns itself
  protected Store reopen(Store store) {
    return store;
  }

  @Nested
  class Logs extends JournalContract {
    Logs() {
      super(StoreContract.this);
    }
  }

  @Nested
  class RoomLogs extends RoomLogContract {
    RoomLogs() {
      super(StoreContract.this);
    }
  }

  @Nested
  class LookUps extends LookUpContract {
    LookUps() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Histories extends HistoryContract {
    Histories() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Directories extends RoomDirectoryContract {
    Directories() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Markers extends ReadMarkersContract {
    Markers() {
      super(StoreContract.this);
    }
  }

  @Nested
  class People extends AccountsContract {
    People() {
      super(StoreContract.this);
    }
  }

  @Nested
  class RandomWalks extends RandomWalkContract {
    RandomWalks() {
      super(StoreContract.this);
    }
  }
}
