package gochat.cluster;

import gochat.server.Setting;
import gochat.store.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.Map;

class TwoServersTest extends TwoServersContract {
  @Override
  Map<Setting, String> bus() {
    return Map.of();
  }

  @Override
  void breakBus(TestDatabase used) throws SQLException {
    used.terminate("gochat bus");
  }
}
