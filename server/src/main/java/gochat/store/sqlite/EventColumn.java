package gochat.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The columns of the table `event`, in the order of queries, inserts and checksums: first those of
/// every event, then those of messages and their changes, then the others. So nearly all inserts
/// are short. The column of the checksum follows in queries and inserts.
enum EventColumn {
  KEY(RowChecksum.INTEGER),
  AT(RowChecksum.INTEGER),
  LATEST_AT(RowChecksum.INTEGER),
  KIND(RowChecksum.INTEGER),
  SHOWN(RowChecksum.INTEGER),
  USER(RowChecksum.BLOB),
  SESSION(RowChecksum.BLOB),
  NAME(RowChecksum.TEXT),
  STANDING(RowChecksum.INTEGER),
  TEXT(RowChecksum.TEXT),

  MESSAGE_ID(RowChecksum.BLOB),
  FINGERPRINT(RowChecksum.INTEGER),
  MESSAGE(RowChecksum.INTEGER),
  THREAD(RowChecksum.INTEGER),
  MENTIONS(RowChecksum.BLOB),

  MEMBER(RowChecksum.BLOB),
  MEMBER_NAME(RowChecksum.TEXT),
  MEMBER_STANDING(RowChecksum.INTEGER),
  ROLE(RowChecksum.INTEGER),
  ROOM_KIND(RowChecksum.INTEGER),
  ROOM_NAME(RowChecksum.TEXT),
  ROOM_FOLDED_NAME(RowChecksum.TEXT),
  KEEP_MS(RowChecksum.INTEGER),
  KEEP_EVENTS(RowChecksum.INTEGER),
  UNTIL_MS(RowChecksum.INTEGER),
  SLOW_MS(RowChecksum.INTEGER);

  private static final EventColumn[] ALL = values();

  /// The columns that are never null.
  private static final Set<EventColumn> REQUIRED =
      EnumSet.of(KEY, AT, KIND, SHOWN, USER, SESSION, NAME, STANDING);

  /// The number of columns.
  static final int COUNT = ALL.length;

  /// The number of columns that a message or a change of one uses.
  static final int COUNT_OF_MESSAGE = MENTIONS.place();

  private final byte type;

  EventColumn(byte type) {
    this.type = type;
  }

  /// The column's place in a statement and in the checksum, from 1 on.
  @SuppressWarnings("EnumOrdinal") // the order of the constants is what this type is about
  int place() {
    return ordinal() + 1;
  }

  /// The names of the first `count` columns, separated by commas.
  static String names(int count) {
    return Arrays.stream(ALL)
        .limit(count)
        .map(EventColumn::sqlName)
        .collect(Collectors.joining(", "));
  }

  /// A number in SQL with a bit for each column, which is set if the column is null. The driver
  /// needs a call or two for each column, and most columns of most rows are null.
  static String nulls() {
    return Arrays.stream(ALL)
        .filter(column -> !REQUIRED.contains(column))
        .map(column -> "(event.%s IS NULL) * %d".formatted(column.sqlName(), column.bit()))
        .collect(Collectors.joining(" + "));
  }

  private int bit() {
    return 1 << (place() - 1);
  }

  private String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The column's value in a row of a query: a [Long], a byte array or null. Texts are read as
  /// bytes, because they may contain a NUL character.
  private @Nullable Object read(ResultSet row) throws SQLException {
    if (type != RowChecksum.INTEGER) {
      return row.getBytes(place());
    }
    long value = row.getLong(place());
    return value == 0 && row.wasNull() ? null : value;
  }

  /// The values of all columns in a row of a query, by their [#place] from 0 on.
  ///
  /// @param nulls the row's value of [#nulls()]
  static @Nullable Object[] readAll(ResultSet row, int nulls) throws SQLException {
    @Nullable Object[] values = new Object[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (nulls & ALL[i].bit()) == 0 ? ALL[i].read(row) : null;
    }
    return values;
  }

  /// The checksum of a row.
  ///
  /// @param values of all columns: numbers as [Long], texts as [String] or bytes, null
  static int checksum(RowChecksum checksum, @Nullable Object[] values) {
    checksum.begin(CheckedTable.EVENT.number());
    for (int i = 0; i < COUNT; i++) {
      switch (values[i]) {
        case null -> {}
        case Long number -> checksum.add(i + 1, number);
        case String text -> checksum.add(i + 1, ALL[i].type, text.getBytes(UTF_8));
        case byte[] bytes -> checksum.add(i + 1, ALL[i].type, bytes);
        default -> throw new IllegalArgumentException("value of " + ALL[i]);
      }
    }
    return checksum.end();
  }
}
