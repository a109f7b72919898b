package gochat.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;

/// The functions in SQL that compute and check the checksums of rows. Another program that opens
/// the file reads the tables without them, but can't change the rows.
final class ChecksumFunctions {
  /// `row_checksum(table, value…)`: the checksum of a row.
  static final String CHECKSUM = "row_checksum";

  /// `renewed_checksum(table, checksum, former value…, value…)`: the checksum of a changed row.
  static final String RENEWED = "renewed_checksum";

  /// `intact(table, checksum, value…)`: 1; fails with a [DamagedRow] if the checksum is wrong.
  static final String INTACT = "intact";

  private static final int ANY_NUMBER = -1;

  private ChecksumFunctions() {}

  /// Adds the functions to `connection`.
  static void addTo(Connection connection) throws SQLException {
    add(connection, CHECKSUM, new Checksum());
    add(connection, RENEWED, new Renewed());
    add(connection, INTACT, new Intact());
  }

  private static void add(Connection connection, String name, Function function)
      throws SQLException {
    Function.create(connection, name, function, ANY_NUMBER, Function.FLAG_DETERMINISTIC);
  }

  private abstract static class OfRow extends Function {
    private static final byte[] NO_BYTES = new byte[0];

    private final RowChecksum checksum = new RowChecksum();

    /// @param from the argument with the first value
    /// @param count the number of values
    int checksum(int from, int count) throws SQLException {
      checksum.begin(value_int(0));
      for (int i = 0; i < count; i++) {
        add(i + 1, from + i);
      }
      return checksum.end();
    }

    private void add(int place, int argument) throws SQLException {
      byte type = (byte) value_type(argument);
      switch (type) {
        case RowChecksum.INTEGER -> checksum.add(place, value_long(argument));
        case RowChecksum.TEXT, RowChecksum.BLOB -> {
          byte[] bytes = value_blob(argument);
          // The driver returns null for a value without bytes.
          checksum.add(place, type, bytes == null ? NO_BYTES : bytes);
        }
        default -> {
          // Null. A sound row has no other type.
        }
      }
    }
  }

  private static final class Checksum extends OfRow {
    @Override
    protected void xFunc() throws SQLException {
      result(checksum(1, args() - 1));
    }
  }

  private static final class Renewed extends OfRow {
    private static final int HEAD = 2;

    @Override
    protected void xFunc() throws SQLException {
      int columns = (args() - HEAD) / 2;
      // With exclusive or, the difference between a wrong checksum and the right one remains, and
      // nothing of an erased text does.
      result(value_int(1) ^ checksum(HEAD, columns) ^ checksum(HEAD + columns, columns));
    }
  }

  private static final class Intact extends OfRow {
    private static final int HEAD = 2;

    @Override
    protected void xFunc() throws SQLException {
      if (checksum(HEAD, args() - HEAD) != value_long(1)) {
        throw CheckedTable.of(value_long(0))
            .damaged(value_long(HEAD), value_long(HEAD + 1))
            .toException();
      }
      result(1);
    }
  }
}
