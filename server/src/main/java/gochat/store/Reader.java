package gochat.store;

import java.sql.Connection;
import java.sql.SQLException;

/// Reads all that is stored over one connection; used by one thread at a time.
final class Reader implements AutoCloseable {
  private final Connection connection;
  private final Statements statements;
  private final LogReader log;
  private final AccountReader accounts;

  Reader(Connection connection) throws SQLException {
    this.connection = connection;
    statements = new Statements(connection);
    log = new LogReader(statements);
    accounts = new AccountReader(statements);
  }

  LogReader log() {
    return log;
  }

  AccountReader accounts() {
    return accounts;
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
