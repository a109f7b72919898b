package gochat.store.sqlite;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row whose checksum is wrong.
///
/// @param room the key of its room, 0 for none
/// @param seq of its event, 0 for none
record DamagedRow(CheckedTable table, long room, long seq) {
  /// The exception passes through SQLite when a function in SQL throws it, and only its message
  /// comes back.
  private static final Pattern MESSAGE =
      Pattern.compile("damaged row: ([a-z_]+), room (-?\\d+), seq (-?\\d+)");

  SQLException toException() {
    return new SQLException(
        "damaged row: %s, room %d, seq %d".formatted(table.sqlName(), room, seq));
  }

  /// The row that caused `e`; empty if there is another cause.
  static Optional<DamagedRow> in(SQLException e) {
    Matcher message = MESSAGE.matcher(String.valueOf(e.getMessage()));
    return message.find()
        ? Optional.of(
            new DamagedRow(
                CheckedTable.valueOf(message.group(1).toUpperCase(Locale.ROOT)),
                Long.parseLong(message.group(2)),
                Long.parseLong(message.group(3))))
        : Optional.empty();
  }
}
