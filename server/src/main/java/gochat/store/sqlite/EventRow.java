package gochat.store.sqlite;

import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.Role;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The current row of a query on the table `event`.
final class EventRow {
  /// The columns that the query selects first.
  static final String COLUMNS = EventColumn.names(EventColumn.COUNT);

  private final ResultSet row;
  private final long key;
  private final byte @Nullable [] text;

  EventRow(ResultSet row) throws SQLException {
    this.row = row;
    key = row.getLong(EventColumn.KEY.place());
    text = row.getBytes(EventColumn.TEXT.place());
  }

  long key() {
    return key;
  }

  /// The number of bytes of the text in UTF-8.
  int textBytes() {
    return text == null ? 0 : text.length;
  }

  LogEntry entry() throws SQLException {
    EventKind kind = EventKind.of(row.getInt(EventColumn.KIND.place()));
    return new LogEntry(EventKey.seq(key), kind.read(this));
  }

  long atMs() throws SQLException {
    return row.getLong(EventColumn.AT.place());
  }

  Author author() throws SQLException {
    return new Author(
        Columns.uuid(row, EventColumn.USER.place()),
        Columns.uuid(row, EventColumn.SESSION.place()),
        row.getString(EventColumn.NAME.place()),
        Code.STANDING.constant(row.getInt(EventColumn.STANDING.place())));
  }

  /// Whether the row has no text, or its text is erased.
  boolean isErased() {
    return text == null;
  }

  /// Empty when the text is erased.
  String text() {
    return text == null ? "" : Columns.text(text);
  }

  /// The message id that the client chose, null for none.
  @Nullable UUID messageId() throws SQLException {
    int column = EventColumn.MESSAGE_ID.place();
    return row.getBytes(column) == null ? null : Columns.uuid(row, column);
  }

  /// The seq of the message that the event refers to, 0 for none.
  long message() throws SQLException {
    return EventKey.seq(row.getLong(EventColumn.MESSAGE.place()));
  }

  /// The seq of the first message of the thread, 0 for none.
  long thread() throws SQLException {
    return EventKey.seq(row.getLong(EventColumn.THREAD.place()));
  }

  List<UUID> mentions() throws SQLException {
    return Columns.uuids(row, EventColumn.MENTIONS.place());
  }

  Person member() throws SQLException {
    return new Person(
        Columns.uuid(row, EventColumn.MEMBER.place()),
        row.getString(EventColumn.MEMBER_NAME.place()),
        Code.STANDING.constant(row.getInt(EventColumn.MEMBER_STANDING.place())));
  }

  Role role() throws SQLException {
    return Code.ROLE.constant(row.getInt(EventColumn.ROLE.place()));
  }

  @Nullable Role roleOrNull() throws SQLException {
    return row.getObject(EventColumn.ROLE.place()) == null ? null : role();
  }

  RoomKind roomKind() throws SQLException {
    return Code.ROOM_KIND.constant(row.getInt(EventColumn.ROOM_KIND.place()));
  }

  RoomName roomName() throws SQLException {
    return new RoomName(
        row.getString(EventColumn.ROOM_NAME.place()),
        row.getString(EventColumn.ROOM_FOLDED_NAME.place()));
  }
}
