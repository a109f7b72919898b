package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.journal.StoredEvent;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomName;
import gochat.store.AuditText;
import gochat.store.Code;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The current row of a query on the table `event`.
final class EventRow {
  /// The columns that the query selects.
  static final String COLUMNS =
      "event.seq, event.at, event.kind, event.author, event.session, event.name, event.standing,"
          + " event.text, event.message_id, event.message, event.thread, event.mentions,"
          + " event.member, event.member_name, event.member_standing, event.role, event.room_kind,"
          + " event.room_name, event.room_folded_name, event.keep_ms, event.keep_events,"
          + " event.until_ms, event.slow_ms";

  private final ResultSet row;
  private final int kind;
  private final byte @Nullable [] text;

  private EventRow(ResultSet row) throws SQLException {
    this.row = row;
    kind = row.getInt("kind");
    text = row.getBytes("text");
  }

  static LogEntry entry(ResultSet row) throws SQLException {
    return stored(row).entry();
  }

  static StoredEvent stored(ResultSet row) throws SQLException {
    EventRow read = new EventRow(row);
    RoomEvent event = read.event();
    boolean isErased = read.text == null && event instanceof RoomEvent.Erasable;
    return new StoredEvent(row.getLong("seq"), event, isErased);
  }

  private RoomEvent event() throws SQLException {
    Author author = author();
    long at = row.getLong("at");
    return switch (kind) {
      case EventKind.POSTED ->
          new RoomEvent.Posted(
              author,
              at,
              row.getObject("message_id", UUID.class),
              text(),
              message(),
              row.getLong("thread"),
              mentions(row, "mentions"));
      case EventKind.EDITED ->
          new RoomEvent.Edited(author, at, message(), text(), mentions(row, "mentions"));
      case EventKind.DELETED -> new RoomEvent.Deleted(author, at, message());
      case EventKind.REACTION_ADDED -> new RoomEvent.ReactionAdded(author, at, message(), text());
      case EventKind.REACTION_REMOVED ->
          new RoomEvent.ReactionRemoved(author, at, message(), text());
      case EventKind.CREATED ->
          new RoomEvent.Created(
              author,
              at,
              Code.ROOM_KIND.constant(row.getInt("room_kind"), SQLException::new),
              roomName(),
              text());
      case EventKind.DIRECT_OPENED -> new RoomEvent.DirectOpened(author, at, member());
      case EventKind.RENAMED -> new RoomEvent.Renamed(author, at, roomName());
      case EventKind.TOPIC_CHANGED -> new RoomEvent.TopicChanged(author, at, text());
      case EventKind.JOINED -> new RoomEvent.Joined(author, at, member(), role());
      case EventKind.LEFT -> new RoomEvent.Left(author, at);
      case EventKind.KICKED -> new RoomEvent.Kicked(author, at, member(), text());
      case EventKind.BANNED ->
          new RoomEvent.Banned(
              author,
              at,
              member(),
              row.getObject("role") == null ? null : role(),
              text(),
              row.getLong("until_ms"));
      case EventKind.UNBANNED -> new RoomEvent.Unbanned(author, at, member());
      case EventKind.MUTED ->
          new RoomEvent.Muted(author, at, member(), text(), row.getLong("until_ms"));
      case EventKind.UNMUTED -> new RoomEvent.Unmuted(author, at, member());
      case EventKind.ROLE_CHANGED -> new RoomEvent.RoleChanged(author, at, member(), role());
      case EventKind.PINNED -> new RoomEvent.Pinned(author, at, message());
      case EventKind.UNPINNED -> new RoomEvent.Unpinned(author, at, message());
      case EventKind.RETENTION_CHANGED ->
          new RoomEvent.RetentionChanged(
              author, at, new RetentionRule(row.getLong("keep_ms"), row.getLong("keep_events")));
      case EventKind.SLOW_MODE_CHANGED ->
          new RoomEvent.SlowModeChanged(author, at, row.getLong("slow_ms"));
      case EventKind.GUEST_REGISTERED ->
          new RoomEvent.GuestRegistered(author, at, member(), role());
      case EventKind.AUDITED ->
          new RoomEvent.Audited(
              author,
              at,
              AuditText.entry(
                  text(), row.getObject("member") == null ? null : member(), SQLException::new));
      default -> throw new SQLException("event kind: " + kind + " (expected: a known one)");
    };
  }

  private Author author() throws SQLException {
    return new Author(
        row.getObject("author", UUID.class),
        row.getObject("session", UUID.class),
        row.getString("name"),
        Code.STANDING.constant(row.getInt("standing"), SQLException::new));
  }

  /// Empty when the text is erased, or there is none.
  private String text() {
    return text == null ? "" : new String(text, UTF_8);
  }

  /// The seq of the message that the event refers to, 0 for none.
  private long message() throws SQLException {
    return row.getLong("message");
  }

  static List<UUID> mentions(ResultSet row, String column) throws SQLException {
    Array ids = row.getArray(column);
    return ids == null ? List.of() : List.of((UUID[]) ids.getArray());
  }

  private Person member() throws SQLException {
    return new Person(
        row.getObject("member", UUID.class),
        row.getString("member_name"),
        Code.STANDING.constant(row.getInt("member_standing"), SQLException::new));
  }

  private Role role() throws SQLException {
    return Code.ROLE.constant(row.getInt("role"), SQLException::new);
  }

  private RoomName roomName() throws SQLException {
    return new RoomName(row.getString("room_name"), row.getString("room_folded_name"));
  }
}
