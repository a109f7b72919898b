package gochat.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/// Opens connections for the pool in the way that [Connections] does.
final class ReadSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  private final transient Writer.Opening opening;

  ReadSource(Writer.Opening opening) {
    this.opening = opening;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return opening.open();
  }
}
