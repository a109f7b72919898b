package gochat.store.sqlite;

import gochat.store.StoredRow;
import gochat.store.StoredRows;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// The rows in the database that do not follow from the logs.
final class SqliteRows implements StoredRows {
  private final SqliteStore store;

  SqliteRows(SqliteStore store) {
    this.store = store;
  }

  @Override
  public void read(Consumer<? super StoredRow> to) {
    JournalReads.longQuery(
        store,
        reader ->
            reader.inOneView(view -> {
              view.rows().read(to);
              return true;
            }));
  }

  @Override
  public void clear() {
    write(RowWriter::clear);
  }

  @Override
  public void write(List<? extends StoredRow> rows) {
    write(writer -> writer.write(rows));
  }

  @FunctionalInterface
  private interface Change {
    void make(RowWriter writer) throws SQLException;
  }

  private void write(Change change) {
    try {
      store.write(writer -> {
        change.make(writer.rows());
        return true;
      });
    } catch (SQLException e) {
      throw JournalReads.failed("transfer", e);
    }
  }
}
