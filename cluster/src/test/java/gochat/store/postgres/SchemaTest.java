package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.room.RoomId;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.StoreLocation;
import gochat.store.TestRooms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SchemaTest {
  @Test
  void serversThatStartTogetherOnABlankDatabaseUpgradeItOnce() throws Exception {
    TestDatabase database = TestDatabase.blank();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Store>> stores = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        stores.add(threads.submit(database::open));
      }
      TestRooms.post(stores.get(0).get(), RoomId.LOBBY, "a");
      for (Future<Store> store : stores) {
        assertThat(TestRooms.texts(store.get(), RoomId.LOBBY)).containsExactly("a");
        store.get().close();
      }
    }
  }

  @Test
  void aDatabaseThatOlderServersMayUseIsOpenedThoughItIsNewer() throws SQLException {
    TestDatabase database = TestDatabase.blank();
    database.open().close();
    run(database, "UPDATE meta SET schema = 1000");

    try (Store store = database.open()) {
      assertThat(store.journal().epoch()).isEqualTo(1);
    }
  }

  @Test
  void aDatabaseThatOlderServersMustNotUseIsRefused() throws SQLException {
    TestDatabase database = TestDatabase.blank();
    database.open().close();
    run(database, "UPDATE meta SET schema = 1000, readable_from = 999");

    assertThatThrownBy(database::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer GoChat (data version 1000");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamedWithoutThePassword() throws SQLException {
    TestDatabase there = TestDatabase.blank();
    PostgresConfig missing =
        PostgresConfig.of(new StoreLocation(there.location().url() + "_not", "secret", false));

    assertThatThrownBy(() -> PostgresStore.open(missing))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("does not exist")
        .hasMessageNotContaining("secret");
  }

  private static void run(TestDatabase database, String change) throws SQLException {
    try (Connection connection = database.connect()) {
      new Sql(connection).run(change);
    }
  }
}
