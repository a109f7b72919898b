package gochat.store.postgres;

import gochat.store.Store;
import gochat.store.StoreContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;

/// The store on PostgreSQL keeps the contract of all stores.
class PostgresStoreTest extends StoreContract {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestDatabase database;

  @BeforeAll
  static void createDatabase() throws SQLException {
    database = TestDatabase.blank();
    database.open().close();
  }

  @Override
  protected Store create() {
    try {
      database.clear();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return database.open();
  }

  @Override
  protected Store reopen(Store store) {
    store.close();
    return database.open();
  }
}
