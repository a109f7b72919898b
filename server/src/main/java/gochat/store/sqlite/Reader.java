package gochat.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Reads everything stored, on one connection. Not thread-safe.
final class Reader implements AutoCloseable {
  private final Connection connection;
  private final Statements statements;
  private final LogReader log;
  private final AccountReader accounts;
  private final AccountListing accountListing;
  private final InvitationReader invitations;
  private final PrivacyRows privacy;
  private final ReportReader reports;
  private final RoomReader rooms;
  private final DirectoryReader directory;
  private final PageReader pages;
  private final MarkerReader markers;
  private final RetentionReader retention;
  private final CheckReader checks;
  private final RowReader rows;
  private final PreparedStatement begin;
  private final PreparedStatement end;

  Reader(Connection connection) throws SQLException {
    this.connection = connection;
    statements = new Statements(connection);
    log = new LogReader(statements);
    accounts = new AccountReader(statements);
    accountListing = new AccountListing(statements);
    invitations = new InvitationReader(statements);
    privacy = new PrivacyRows(statements);
    reports = new ReportReader(statements);
    rooms = new RoomReader(statements, log);
    directory = new DirectoryReader(statements);
    pages = new PageReader(statements, log);
    markers = new MarkerReader(statements, log);
    retention = new RetentionReader(statements, log);
    checks = new CheckReader(connection, log);
    rows = new RowReader(connection);
    begin = statements.prepare("BEGIN");
    end = statements.prepare("COMMIT");
  }

  LogReader log() {
    return log;
  }

  AccountReader accounts() {
    return accounts;
  }

  AccountListing accountListing() {
    return accountListing;
  }

  InvitationReader invitations() {
    return invitations;
  }

  PrivacyRows privacy() {
    return privacy;
  }

  ReportReader reports() {
    return reports;
  }

  RoomReader rooms() {
    return rooms;
  }

  DirectoryReader directory() {
    return directory;
  }

  PageReader pages() {
    return pages;
  }

  MarkerReader markers() {
    return markers;
  }

  RetentionReader retention() {
    return retention;
  }

  CheckReader checks() {
    return checks;
  }

  RowReader rows() {
    return rows;
  }

  /// Runs several queries on one state of the data, whatever is written meanwhile.
  <T> T inOneView(ReaderPool.Query<T> query) throws SQLException {
    begin.execute();
    T result;
    try {
      result = query.run(this);
    } catch (SQLException e) {
      endAfter(e);
      throw e;
    }
    end.execute();
    return result;
  }

  private void endAfter(SQLException failure) {
    try {
      end.execute();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /// A new reader on the same connection, to replace this one after a failure.
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
