package gochat.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import gochat.journal.JournalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;

/// The connections of a store: one for the turns of rooms, one for all other changes, and several
/// for reads. For any thread.
final class Database implements AutoCloseable {
  private final Writer turns;
  private final Writer others;
  private final HikariDataSource readers;
  private final Life life;

  Database(Connections connections, Life life) {
    this.life = life;
    turns =
        new Writer(
            () -> Outage.outlast(life, () -> life.connectForTurns(connections.forWriting())),
            life::doubt);
    others =
        new Writer(
            () -> Outage.outlast(life, () -> life.connect(connections.forWriting())), life::doubt);
    readers = connections.forReading(life);
  }

  Life life() {
    return life;
  }

  Writer turns() {
    return turns;
  }

  Writer others() {
    return others;
  }

  /// Runs queries, each of which sees the state of its moment. They run again when the connection
  /// is lost. When the database has not answered for seconds, they fail soon: others may have taken
  /// the place of this server.
  <T> T read(Writer.Work<T> queries) throws SQLException {
    return Outage.outlast(
        life,
        () -> {
          life.requireHeard();
          life.settle();
          try (Connection connection = readers.getConnection()) {
            return queries.run(new Sql(connection));
          }
        });
  }

  /// As [#read] for a port of `gochat.journal`.
  <T> T query(Writer.Work<T> queries) {
    try {
      return read(queries);
    } catch (SQLException e) {
      throw SqlState.journal("read", e);
    }
  }

  /// As [#query], but all queries see one state of the data.
  <T> T view(Writer.Work<T> queries) {
    return query(sql -> sql.inOneView(() -> queries.run(sql)));
  }

  /// Makes a change of a log in a transaction.
  ///
  /// @param isKept as for [Writer#transact]
  /// @throws JournalException when the outcome is unknown, or nothing was changed
  <T> T turn(String action, Writer.Work<T> change, Predicate<T> isKept) {
    try {
      return turns.transact(change, isKept);
    } catch (SQLException e) {
      throw SqlState.journal(action, e);
    }
  }

  /// Makes another change for a port of `gochat.journal`, each statement for itself. It is made
  /// again when the connection is lost.
  ///
  /// @param change has the same effect when it is made twice
  /// @throws JournalException as [#turn]
  <T> T change(String action, Writer.Work<T> change) {
    try {
      return Outage.outlast(life, () -> others.run(change));
    } catch (SQLException e) {
      throw SqlState.journal(action, e);
    }
  }

  @Override
  public void close() {
    turns.close();
    others.close();
    readers.close();
    life.close();
  }
}
