package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Nothing that is asked takes longer because there is more of something else.
class QueryPlanTest {
  private static final Pattern QUERY =
      Pattern.compile("\\s*(SELECT|INSERT|UPDATE|DELETE)\\b.*", Pattern.DOTALL);

  /// The one row of `meta`; what was asked for; rows that another step of the same query has found
  /// and limited; invitations and reports, of which there are a thousand at most each;
  /// administrators; deleted accounts; the lists of blocked users, when one of these is erased; and
  /// what is asked of accounts once, at the start.
  private static final Pattern ALLOWED =
      Pattern.compile(
          "SCAN (meta|CONSTANT ROW|json_each VIRTUAL TABLE INDEX 1:|\\d+-ROW VALUES"
              + " CLAUSE|\\(subquery-\\d+\\)|invitation|report|report USING COVERING INDEX report_\\w+|privacy|user|user USING INDEX user_deleted|other USING INDEX user_administrator"
              + "|token USING INDEX token_expires)");

  @Test
  void noQueryGoesThroughAWholeTable() throws SQLException {
    try (Connection connection = Database.openInMemory().connection()) {
      List<String> queries = new ArrayList<>();
      new Writer(recording(connection, queries), List.of());

      Set<String> scans = new TreeSet<>();
      for (String query : queries) {
        if (QUERY.matcher(query).matches()) {
          plan(connection, query).stream()
              .filter(step -> step.contains("SCAN") && !ALLOWED.matcher(step).matches())
              .forEach(step -> scans.add(step + ": " + query));
        }
      }
      assertThat(queries).hasSizeGreaterThan(50);
      assertThat(scans).isEmpty();
    }
  }

  /// Notes each statement that is prepared.
  private static Connection recording(Connection connection, List<String> queries) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                queries.add((String) arguments[0]);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static List<String> plan(Connection connection, String query) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
      while (rows.next()) {
        steps.add(rows.getString("detail"));
      }
    }
    return steps;
  }
}
