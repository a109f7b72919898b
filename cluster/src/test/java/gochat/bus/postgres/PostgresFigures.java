package gochat.bus.postgres;

import gochat.bus.Bus;
import gochat.bus.BusFigures;
import gochat.store.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.LongStream;

/// Measures the bus over PostgreSQL.
final class PostgresFigures {
  private static final String SESSIONS =
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'gochat bus'";

  private PostgresFigures() {}

  public static void main(String[] args) throws Exception {
    TestDatabase database = TestDatabase.blank();
    try (Bus a = PostgresBus.open(database.config());
        Bus b = PostgresBus.open(database.config())) {
      BusFigures.print("PostgreSQL", a, b, () -> BusFigures.cpu(sessions(database)));
    }
  }

  private static LongStream sessions(TestDatabase database) {
    LongStream.Builder pids = LongStream.builder();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SESSIONS)) {
      while (rows.next()) {
        pids.add(rows.getLong(1));
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return pids.build();
  }
}
