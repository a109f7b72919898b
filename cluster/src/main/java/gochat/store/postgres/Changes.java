package gochat.store.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes that are made together. Those that follow each other with the same text share a round
/// trip, and so do the statements of one text; the driver can't do both at once. Not thread-safe.
final class Changes {
  private record Change(String sql, List<@Nullable Object> parameters) {}

  private final List<Change> changes = new ArrayList<>();

  void add(String sql, @Nullable Object... parameters) {
    changes.add(new Change(sql, Arrays.asList(parameters)));
  }

  void make(Sql sql) throws SQLException {
    for (int from = 0; from < changes.size(); ) {
      String text = changes.get(from).sql();
      List<@Nullable Object[]> parameters = new ArrayList<>();
      for (; from < changes.size() && changes.get(from).sql().equals(text); from++) {
        parameters.add(changes.get(from).parameters().toArray());
      }
      make(sql, text, parameters);
    }
  }

  private static void make(Sql sql, String text, List<@Nullable Object[]> parameters)
      throws SQLException {
    if (!text.contains(";")) {
      sql.runAll(text, parameters);
      return;
    }
    for (@Nullable Object[] of : parameters) {
      sql.run(text, of);
    }
  }
}
