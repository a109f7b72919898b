package gochat.store.sqlite;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The columns of the table `event`, in the order of queries and inserts: first those of every
/// event, then those of messages and their changes, then the others. So nearly all inserts are
/// short.
enum EventColumn {
  KEY,
  AT,
  LATEST_AT,
  KIND,
  SHOWN,
  USER,
  SESSION,
  NAME,
  STANDING,
  TEXT,

  MESSAGE_ID,
  FINGERPRINT,
  MESSAGE,
  THREAD,
  MENTIONS,

  MEMBER,
  MEMBER_NAME,
  MEMBER_STANDING,
  ROLE,
  ROOM_KIND,
  ROOM_NAME,
  ROOM_FOLDED_NAME;

  /// The number of columns.
  static final int COUNT = values().length;

  /// The number of columns that a message or a change of one uses.
  static final int COUNT_OF_MESSAGE = MENTIONS.place();

  /// The column's place in a statement, from 1 on.
  @SuppressWarnings("EnumOrdinal") // the order of the constants is what this type is about
  int place() {
    return ordinal() + 1;
  }

  /// The names of the first `count` columns, separated by commas.
  static String names(int count) {
    return Arrays.stream(values())
        .limit(count)
        .map(column -> column.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
