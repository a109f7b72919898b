package gochat.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Reads all that is stored over one connection; used by one thread at a time.
final class Reader implements AutoCloseable {
  private final Connection connection;
  private final Statements statements;
  private final LogReader log;
  private final AccountReader accounts;
  private final RoomReader rooms;
  private final PreparedStatement begin;
  private final PreparedStatement end;

  Reader(Connection connection) throws SQLException {
    this.connection = connection;
    statements = new Statements(connection);
    log = new LogReader(statements);
    accounts = new AccountReader(statements);
    rooms = new RoomReader(statements, log);
    begin = statements.prepare("BEGIN");
    end = statements.prepare("COMMIT");
  }

  LogReader log() {
    return log;
  }

  AccountReader accounts() {
    return accounts;
  }

  RoomReader rooms() {
    return rooms;
  }

  /// Runs several queries that see one state of the data, whatever is written meanwhile.
  <T> T inOneView(ReaderPool.Query<T> query) throws SQLException {
    begin.execute();
    try {
      return query.run(this);
    } finally {
      end.execute();
    }
  }

  /// A reader over the same connection that takes this one's place after a failure.
  Reader renewed() throws SQLException {
    closeStatements();
    return new Reader(connection);
  }

  void closeStatements() throws SQLException {
    statements.close();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
