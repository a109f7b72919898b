package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.room.RoomId;
import gochat.store.NewStore;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.transfer.StoreTransferContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Stores are transferred to databases.
class PostgresTransferTest extends StoreTransferContract {
  @SuppressWarnings("NullAway.Init") // set before each test
  private TestDatabase database;

  @BeforeEach
  void createDatabase() throws SQLException {
    database = TestDatabase.blank();
  }

  @Override
  protected NewStore openNew() {
    return PostgresStore.openNew(database.config());
  }

  @Override
  protected Store open() {
    return PostgresStore.openStopped(database.config());
  }

  @Test
  void aDatabaseThatIsNotCompleteKeepsServersAwayAlsoAfterwards() throws Exception {
    try (NewStore _ = openNew()) {
      assertServerIsKeptAway();
    }
    assertServerIsKeptAway();

    try (NewStore target = openNew()) {
      target.complete(1);
    }
    database.open().close();
  }

  private void assertServerIsKeptAway() {
    assertThatThrownBy(() -> database.open())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the target of a transfer")
        .hasMessageContaining("begin it again");
  }

  @Test
  void aDatabaseThatAServerUsesIsRefused() {
    try (Store used = database.open()) {
      assertThat(used.journal().head(RoomId.LOBBY)).isZero();

      assertThatThrownBy(this::openNew)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use by a server")
          .hasMessageContaining("stop that one");
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use by a server");
    }
  }
}
