package gochat.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs statements on one connection. The driver keeps them prepared. Not thread-safe.
///
/// Parameters are numbers, truth values, texts, bytes, [UUID]s, arrays of these, or null. A warning
/// is a failure: the server tells so that it no longer waits for its standby.
final class Sql {
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static final int FETCH_ROWS = 1_000;

  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /// All rows of a query, or of a change that returns some.
  <T> List<T> all(Row<T> row, String query, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(query, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.read(rows));
      }
      failOn(statement.getWarnings());
      return all;
    }
  }

  /// The only row of a query that has at most one.
  <T> Optional<T> first(Row<T> row, String query, @Nullable Object... parameters)
      throws SQLException {
    return all(row, query, parameters).stream().findFirst();
  }

  /// The only row of a query that has one.
  <T> T one(Row<T> row, String query, @Nullable Object... parameters) throws SQLException {
    return all(row, query, parameters).getFirst();
  }

  /// Gives all rows of a query to `to`, and never has more than some in memory. Only within
  /// [#inOneView].
  <T> void each(Row<T> row, Consumer<? super T> to, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          to.accept(row.read(rows));
        }
      }
      failOn(statement.getWarnings());
    }
  }

  /// Whether a query has rows.
  boolean isAny(String query, @Nullable Object... parameters) throws SQLException {
    return !all(_ -> true, query, parameters).isEmpty();
  }

  /// Runs a change, or a call whose result is not needed.
  ///
  /// @return the number of changed rows, if it is a change
  int run(String change, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(change, parameters)) {
      boolean isQuery = statement.execute();
      failOn(statement.getWarnings());
      return isQuery ? 0 : statement.getUpdateCount();
    }
  }

  /// Runs a change once for each list of parameters, in one round trip.
  void runAll(String change, List<@Nullable Object[]> parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(change)) {
      for (@Nullable Object[] of : parameters) {
        bind(statement, of);
        statement.addBatch();
      }
      int[] _ = statement.executeBatch();
      failOn(statement.getWarnings());
    }
  }

  @FunctionalInterface
  interface Queries<T> {
    T run() throws SQLException;
  }

  /// Runs queries in one transaction, on a connection that reads only.
  <T> T inOneView(Queries<T> queries) throws SQLException {
    connection.setAutoCommit(false);
    T result = queries.run();
    connection.commit();
    connection.setAutoCommit(true);
    return result;
  }

  private PreparedStatement prepare(String sql, @Nullable Object[] parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    boolean isBound = false;
    try {
      bind(statement, parameters);
      isBound = true;
      return statement;
    } finally {
      if (!isBound) {
        statement.close();
      }
    }
  }

  private void bind(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value =
          switch (parameters[i]) {
            case UUID[] ids -> connection.createArrayOf("uuid", ids);
            case String[] texts -> connection.createArrayOf("text", texts);
            case Long[] numbers -> connection.createArrayOf("int8", numbers);
            case byte[][] texts -> connection.createArrayOf("bytea", texts);
            case null, default -> parameters[i];
          };
      statement.setObject(i + 1, value);
    }
  }

  private static void failOn(@Nullable SQLWarning warning) throws SQLException {
    if (warning != null) {
      throw warning;
    }
  }
}
