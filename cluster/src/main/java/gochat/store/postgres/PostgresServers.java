package gochat.store.postgres;

import gochat.store.Servers;
import gochat.store.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/// The servers of a database.
final class PostgresServers implements Servers {
  private final Database database;

  PostgresServers(Database database) {
    this.database = database;
  }

  @Override
  public void serves(String version, String address) {
    describe(before -> before.serving(version, address));
  }

  @Override
  public void drains() {
    describe(LifeRows.Facts::draining);
  }

  private void describe(UnaryOperator<LifeRows.Facts> change) {
    try {
      var _ = database.others().run(sql -> database.life().describe(sql, change));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public List<Running> all() {
    try {
      return database.read(LifeRows::nodes).stream().map(this::running).toList();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Running running(LifeRows.Node node) {
    Life own = database.life();
    return new Running(
        node.id(),
        node.facts().version(),
        node.facts().address(),
        node.since(),
        own.silence(node.id()),
        node.facts().isDraining(),
        node.id().equals(own.id()));
  }

  private static StoreException failed(SQLException e) {
    return new StoreException(
        "the servers of the database can't be read: " + SqlState.sentence(e), e);
  }
}
