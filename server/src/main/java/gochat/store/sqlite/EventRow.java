package gochat.store.sqlite;

import static java.util.Objects.requireNonNull;

import gochat.journal.StoredEvent;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.store.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of a query on the table `event`, whose checksum is right.
final class EventRow {
  /// The columns that the query selects first.
  static final String COLUMNS =
      EventColumn.names(EventColumn.COUNT) + ", event.checksum, " + EventColumn.nulls();

  private static final int CHECKSUM = EventColumn.COUNT + 1;
  private static final int NULLS = CHECKSUM + 1;

  /// The number of [#COLUMNS].
  static final int COLUMN_COUNT = NULLS;

  private final @Nullable Object[] values;

  private EventRow(@Nullable Object[] values) {
    this.values = values;
  }

  /// Reads the current row of a query.
  ///
  /// @throws SQLException also when the checksum is wrong: see [DamagedRow]
  static EventRow read(ResultSet row, RowChecksum checksum) throws SQLException {
    @Nullable Object[] values = EventColumn.readAll(row, row.getInt(NULLS));
    if (EventColumn.checksum(checksum, values) != row.getLong(CHECKSUM)) {
      Object key = values[EventColumn.KEY.place() - 1];
      throw CheckedTable.EVENT.damaged(key instanceof Long number ? number : 0, 0).toException();
    }
    return new EventRow(values);
  }

  private long number(EventColumn column) {
    return values[column.place() - 1] instanceof Long number ? number : 0;
  }

  private byte @Nullable [] bytesOrNull(EventColumn column) {
    return (byte[]) values[column.place() - 1];
  }

  private byte[] bytes(EventColumn column) {
    return requireNonNull(bytesOrNull(column), column::name);
  }

  long key() {
    return number(EventColumn.KEY);
  }

  /// The number of bytes of the text in UTF-8.
  int textBytes() {
    byte[] text = bytesOrNull(EventColumn.TEXT);
    return text == null ? 0 : text.length;
  }

  LogEntry entry() throws SQLException {
    EventKind kind = kind();
    RoomEvent event =
        kind.isErased(this)
            ? new RoomEvent.Redacted(author(), atMs(), kind == EventKind.TOPIC_CHANGED)
            : kind.read(this);
    return new LogEntry(EventKey.seq(key()), event);
  }

  StoredEvent stored() throws SQLException {
    EventKind kind = kind();
    return new StoredEvent(EventKey.seq(key()), kind.read(this), kind.isErased(this));
  }

  private EventKind kind() throws SQLException {
    return EventKind.of((int) number(EventColumn.KIND));
  }

  long atMs() {
    return number(EventColumn.AT);
  }

  UUID user() {
    return Columns.uuid(bytes(EventColumn.USER));
  }

  Author author() throws SQLException {
    return new Author(
        user(),
        Columns.uuid(bytes(EventColumn.SESSION)),
        Columns.text(bytes(EventColumn.NAME)),
        Code.STANDING.constant((int) number(EventColumn.STANDING), SQLException::new));
  }

  /// Whether the row has no text, or its text is erased.
  boolean isErased() {
    return values[EventColumn.TEXT.place() - 1] == null;
  }

  /// Empty when the text is erased, or there is none.
  String text() {
    byte[] text = bytesOrNull(EventColumn.TEXT);
    return text == null ? "" : Columns.text(text);
  }

  /// The message id that the client chose, null for none.
  @Nullable UUID messageId() {
    byte[] id = bytesOrNull(EventColumn.MESSAGE_ID);
    return id == null ? null : Columns.uuid(id);
  }

  /// The seq of the message that the event refers to, 0 for none.
  long message() {
    return EventKey.seq(number(EventColumn.MESSAGE));
  }

  /// The seq of the first message of the thread, 0 for none.
  long thread() {
    return EventKey.seq(number(EventColumn.THREAD));
  }

  List<UUID> mentions() {
    return Columns.uuids(bytesOrNull(EventColumn.MENTIONS));
  }

  Person member() throws SQLException {
    return new Person(
        Columns.uuid(bytes(EventColumn.MEMBER)),
        Columns.text(bytes(EventColumn.MEMBER_NAME)),
        Code.STANDING.constant((int) number(EventColumn.MEMBER_STANDING), SQLException::new));
  }

  @Nullable Person memberOrNull() throws SQLException {
    return bytesOrNull(EventColumn.MEMBER) == null ? null : member();
  }

  Role role() throws SQLException {
    return Code.ROLE.constant((int) number(EventColumn.ROLE), SQLException::new);
  }

  @Nullable Role roleOrNull() throws SQLException {
    return values[EventColumn.ROLE.place() - 1] == null ? null : role();
  }

  RoomKind roomKind() throws SQLException {
    return Code.ROOM_KIND.constant((int) number(EventColumn.ROOM_KIND), SQLException::new);
  }

  RoomName roomName() {
    return new RoomName(
        Columns.text(bytes(EventColumn.ROOM_NAME)),
        Columns.text(bytes(EventColumn.ROOM_FOLDED_NAME)));
  }

  /// The end of a ban or a mute in Unix milliseconds, 0 for none.
  long untilMs() {
    return number(EventColumn.UNTIL_MS);
  }

  /// The interval of slow mode in milliseconds, 0 without it.
  long slowModeMs() {
    return number(EventColumn.SLOW_MS);
  }

  RetentionRule retention() {
    return new RetentionRule(number(EventColumn.KEEP_MS), number(EventColumn.KEEP_EVENTS));
  }
}
