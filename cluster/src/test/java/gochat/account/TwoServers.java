package gochat.account;

import static org.awaitility.Awaitility.await;

import gochat.account.IdentitiesFixture.VirtualTime;
import gochat.store.Store;
import gochat.store.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The identities of two servers on one database, in virtual time.
final class TwoServers implements AutoCloseable {
  final VirtualTime time = new VirtualTime();
  private final TestDatabase database;
  private final Store firstStore;
  private final Store secondStore;
  final IdentitiesFixture first;
  final IdentitiesFixture second;

  TwoServers() throws SQLException {
    database = TestDatabase.blank();
    firstStore = database.openTimed(time::nanoTime);
    secondStore = database.openTimed(time::nanoTime);
    first = new IdentitiesFixture(firstStore, firstStore.otherServers(), time);
    second = new IdentitiesFixture(secondStore, secondStore.otherServers(), time);
  }

  /// The second server finds the first one dead, which has a name. Returns when the first one goes
  /// on with another life.
  void findFirstDead() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          WITH dead AS (
              UPDATE life SET died_at = now() WHERE id IN (SELECT node FROM claim) RETURNING id)
            DELETE FROM node USING dead WHERE node.id = dead.id
          """);
      await()
          .until(() -> {
            try (ResultSet nodes = statement.executeQuery("SELECT count(*) FROM node")) {
              return nodes.next() && nodes.getInt(1) == 2;
            }
          });
    }
  }

  /// Asks for the first server to end a guest.
  boolean mayFirstEnd(User guest) {
    return firstStore.otherServers().mayEnd(guest.id());
  }

  /// All connections to the database end.
  void breakConnections() throws SQLException {
    database.terminate("gochat");
  }

  @Override
  public void close() {
    first.close();
    second.close();
    firstStore.close();
    secondStore.close();
  }
}
