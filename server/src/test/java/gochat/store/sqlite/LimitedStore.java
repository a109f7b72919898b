package gochat.store.sqlite;

import gochat.store.Durability;
import gochat.store.Store;
import java.nio.file.Path;
import java.sql.SQLException;

/// A store in a file whose space the test limits.
public final class LimitedStore {
  private static final int PAGES_MAX = 1_000_000;

  private final Database.Opened opened;
  private final Store store;

  /// @param file that is not there yet
  public LimitedStore(Path file) {
    opened = Database.openForWriting(file, Durability.SYNC, false);
    store =
        SqliteStore.over(
                opened,
                file,
                e -> {
                  throw new AssertionError(e);
                })
            .ports();
  }

  /// The store; the caller closes it.
  public Store store() {
    return store;
  }

  /// The file gets no page more: a change fails that does not fit in the space that is left.
  public void takeSpace() throws SQLException {
    SqliteJournalTest.limitPages(opened.connection(), 1);
  }

  public void giveSpace() throws SQLException {
    SqliteJournalTest.limitPages(opened.connection(), PAGES_MAX);
  }
}
