package gochat.store.sqlite;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The tables whose rows have a checksum, in their column `checksum`. All of a table's columns
/// belong here, except generated ones and those that say so. A new table takes the next number.
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
enum CheckedTable {
  EVENT(1, Position.EVENT, "rowid", EventColumn.names(EventColumn.COUNT)),
  ROOM(
      2,
      Position.ROOM,
      "rowid",
      "key, id, kind, name, folded_name, topic, topic_event, floor, floor_at, keep_ms, keep_events,"
          + " own_keep_ms, own_keep_events, slow_ms, slow_since"),
  MEMBER(
      3,
      Position.MEMBER,
      "rowid",
      "key, room, user, name, standing, role, since, folded_name, hidden_at"),
  BANNED(4, Position.ROOM, "room, user", MeasureTables.COLUMNS),
  MUTED(5, Position.ROOM, "room, user", MeasureTables.COLUMNS),
  REACTION(6, Position.EVENT, "message, reaction, user", "message, reaction, user, since"),
  MENTION(7, Position.MENTION, "user, message", "user, message"),
  PIN(8, Position.EVENT, "rowid", "pinned, since"),
  MARKER(9, Position.MEMBER, "user, room", "user, room, seq"),
  ROOM_SKELETON(10, Position.NONE, "skeleton", "skeleton, room"),
  USER(
      11,
      Position.NONE,
      "id",
      "id, kind, name, folded, password, created_ms, disabled, reset_hash, reset_expires_ms,"
          + " reset_used_ms, erase_ms, erases_messages"),
  SKELETON(12, Position.NONE, "skeleton", "skeleton, user"),
  TOKEN(13, Position.NONE, "id", "id, user, hash, label, created_ms, used_ms, expires_ms, address"),
  /// Without the number of turns, which every turn changes and which only detects older copies.
  META(14, Position.NONE, "rowid", "epoch, is_doubtful, start, was_open"),
  FLOOR_STATE(15, Position.ROOM, "rowid", "room, topic, state"),
  INVITATION(
      16,
      Position.NONE,
      "id",
      "id, hash, kind, uses_max, uses, rooms, note, created_ms, expires_ms"),
  RECOVERY(17, Position.NONE, "hash", "hash, user"),
  PRIVACY(18, Position.NONE, "user", "user, messages, invitations, blocked"),
  REPORT(19, Position.NONE, "rowid", ReportTable.COLUMNS);

  /// The place of a row's room among its columns.
  private enum Position {
    NONE,
    /// The first column is the room's key.
    ROOM,
    /// The second column is the room's key.
    MEMBER,
    /// The first column is an [EventKey].
    EVENT,
    /// The second column is an [EventKey].
    MENTION
  }

  private final int number;
  private final Position position;
  private final List<String> key;
  private final List<String> columns;

  CheckedTable(int number, Position position, String key, String columns) {
    this.number = number;
    this.position = position;
    this.key = List.of(key.split(", "));
    this.columns = List.of(columns.split(", "));
  }

  /// @param number as in a call of a function in SQL
  static CheckedTable of(long number) {
    return Arrays.stream(values())
        .filter(table -> table.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("table: " + number));
  }

  int number() {
    return number;
  }

  /// The table's name in SQL.
  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The columns that belong to the checksum, in their order in it.
  List<String> columns() {
    return columns;
  }

  /// The columns of the primary key.
  List<String> key() {
    return key;
  }

  /// The values of the columns in the row `alias`, as arguments of a function in SQL.
  private String values(String alias, Map<String, String> known) {
    return columns.stream()
        .map(column -> known.getOrDefault(column, alias + "." + column))
        .collect(joining(", "));
  }

  /// The checksum of the row `alias`, in SQL.
  String checksum(String alias) {
    return "%s(%d, %s)".formatted(ChecksumFunctions.CHECKSUM, number, values(alias, Map.of()));
  }

  /// The checksum of the row `next`, which was `former`, in SQL. It is wrong if that of `former`
  /// was wrong, so that a change does not hide a damage.
  String renewed(String former, String next) {
    return "%s(%d, %s.checksum, %s, %s)"
        .formatted(
            ChecksumFunctions.RENEWED,
            number,
            former,
            values(former, Map.of()),
            values(next, Map.of()));
  }

  /// The condition in SQL that the row `alias` is intact. A query that meets a row whose checksum
  /// is wrong fails with a [DamagedRow].
  String intact(String alias) {
    return intact(alias, Map.of());
  }

  /// As [#intact(String)], with some values as the query asks for them. So the query also fails if
  /// a damaged index has found another row.
  ///
  /// @param known the asked values of columns, in SQL
  String intact(String alias, Map<String, String> known) {
    return "%s(%d, %s.checksum, %s)"
        .formatted(ChecksumFunctions.INTACT, number, alias, values(alias, known));
  }

  /// Whether the row `alias` is intact, in SQL. The query goes on if it is not.
  String isIntact(String alias) {
    return "%s.checksum = %s".formatted(alias, checksum(alias));
  }

  /// The place of a row.
  ///
  /// @param first the value of the first column, 0 if it is no number
  /// @param second the value of the second column, 0 if it is no number
  DamagedRow damaged(long first, long second) {
    return switch (position) {
      case NONE -> new DamagedRow(this, 0, 0);
      case ROOM -> new DamagedRow(this, first, 0);
      case MEMBER -> new DamagedRow(this, second, 0);
      case EVENT -> at(first);
      case MENTION -> at(second);
    };
  }

  private DamagedRow at(long eventKey) {
    return new DamagedRow(this, EventKey.room(eventKey), EventKey.seq(eventKey));
  }
}
