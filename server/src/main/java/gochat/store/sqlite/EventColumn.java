package gochat.store.sqlite;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The columns of the table `event`, in the order in which queries select them and inserts set
/// them: first those of every event, then those of messages and what happens to them, then the
/// others. So nearly all inserts are short ones.
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

  /// As many as there are.
  static final int COUNT = values().length;

  /// How many an event has that is a message or happens to one.
  static final int COUNT_OF_MESSAGE = MENTIONS.place();

  /// From 1 on.
  @SuppressWarnings("EnumOrdinal") // the order of the constants is what this type is about
  int place() {
    return ordinal() + 1;
  }

  /// The names of the first `count` columns, as SQL lists them.
  static String names(int count) {
    return Arrays.stream(values())
        .limit(count)
        .map(column -> column.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
