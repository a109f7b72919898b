package gochat.store.sqlite;

import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the table `event`.
final class EventRow {
  /// The columns that a query for it selects, in this order, before any others.
  static final String COLUMNS =
      "key, at, kind, user, session, name, standing, text, message_id, message, thread, mentions,"
          + " member, member_name, member_standing, role, room_kind, room_name, room_folded_name";

  private final ResultSet row;
  private final long key;
  private final int kind;
  private final byte @Nullable [] text;

  EventRow(ResultSet row) throws SQLException {
    this.row = row;
    key = row.getLong(1);
    kind = row.getInt(3);
    text = row.getBytes(8);
  }

  long key() {
    return key;
  }

  /// How many bytes the text takes in UTF-8.
  int textBytes() {
    return text == null ? 0 : text.length;
  }

  /// Whether it is a message that was not erased.
  boolean isMessage() {
    return kind == EventKind.POSTED && text != null;
  }

  LogEntry entry() throws SQLException {
    return new LogEntry(EventKey.seq(key), event());
  }

  private RoomEvent event() throws SQLException {
    long atMs = row.getLong(2);
    Author author =
        new Author(
            Columns.uuid(row, 4),
            Columns.uuid(row, 5),
            row.getString(6),
            Code.STANDING.constant(row.getInt(7)));
    if (text == null && EventKind.carriesText(kind)) {
      return new RoomEvent.Redacted(author, atMs, kind == EventKind.TOPIC_CHANGED);
    }
    return switch (kind) {
      case EventKind.POSTED -> posted(author, atMs);
      case EventKind.EDITED ->
          new RoomEvent.Edited(author, atMs, message(), textOrEmpty(), Columns.uuids(row, 12));
      case EventKind.DELETED -> new RoomEvent.Deleted(author, atMs, message());
      case EventKind.REACTION_ADDED ->
          new RoomEvent.ReactionAdded(author, atMs, message(), textOrEmpty());
      case EventKind.REACTION_REMOVED ->
          new RoomEvent.ReactionRemoved(author, atMs, message(), textOrEmpty());
      case EventKind.CREATED ->
          new RoomEvent.Created(
              author, atMs, Code.ROOM_KIND.constant(row.getInt(17)), name(), textOrEmpty());
      case EventKind.DIRECT_OPENED -> new RoomEvent.DirectOpened(author, atMs, member());
      case EventKind.RENAMED -> new RoomEvent.Renamed(author, atMs, name());
      case EventKind.TOPIC_CHANGED -> new RoomEvent.TopicChanged(author, atMs, textOrEmpty());
      case EventKind.JOINED -> new RoomEvent.Joined(author, atMs, member(), role());
      case EventKind.LEFT -> new RoomEvent.Left(author, atMs);
      case EventKind.KICKED -> new RoomEvent.Kicked(author, atMs, member());
      case EventKind.BANNED ->
          new RoomEvent.Banned(author, atMs, member(), row.getObject(16) == null ? null : role());
      case EventKind.UNBANNED -> new RoomEvent.Unbanned(author, atMs, member());
      case EventKind.MUTED -> new RoomEvent.Muted(author, atMs, member());
      case EventKind.UNMUTED -> new RoomEvent.Unmuted(author, atMs, member());
      case EventKind.ROLE_CHANGED -> new RoomEvent.RoleChanged(author, atMs, member(), role());
      default -> throw new SQLException("event kind: " + kind + " (expected: a known one)");
    };
  }

  private RoomEvent posted(Author author, long atMs) throws SQLException {
    UUID messageId = row.getBytes(9) == null ? null : Columns.uuid(row, 9);
    return new RoomEvent.Posted(
        author,
        atMs,
        messageId,
        textOrEmpty(),
        message(),
        EventKey.seq(row.getLong(11)),
        Columns.uuids(row, 12));
  }

  /// The seq of the message to which it refers, 0 for none.
  private long message() throws SQLException {
    return EventKey.seq(row.getLong(10));
  }

  private String textOrEmpty() {
    return text == null ? "" : Columns.text(text);
  }

  private RoomName name() throws SQLException {
    return new RoomName(row.getString(18), row.getString(19));
  }

  private Role role() throws SQLException {
    return Code.ROLE.constant(row.getInt(16));
  }

  private Person member() throws SQLException {
    return new Person(
        Columns.uuid(row, 13), row.getString(14), Code.STANDING.constant(row.getInt(15)));
  }
}
