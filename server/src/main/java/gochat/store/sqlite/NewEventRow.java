package gochat.store.sqlite;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Person;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row to insert into the table `event`. Columns that are not set are null.
///
/// @param before the number of parameters of `insert` that belong to earlier rows
/// @param columns the number of columns of [EventColumn] that the row has
/// @param room the room's key
record NewEventRow(PreparedStatement insert, int before, int columns, long room) {
  /// Sets all columns.
  ///
  /// @param latestAtMs the newest time in the room before the event
  void set(long seq, RoomEvent event, long latestAtMs) throws SQLException {
    Author author = event.author();
    EventKind kind = EventKind.of(event);
    insert.setLong(parameter(EventColumn.KEY), EventKey.of(room, seq));
    insert.setLong(parameter(EventColumn.AT), event.atMs());
    if (latestAtMs > event.atMs()) {
      insert.setLong(parameter(EventColumn.LATEST_AT), latestAtMs);
    }
    insert.setInt(parameter(EventColumn.KIND), kind.number);
    insert.setBoolean(parameter(EventColumn.SHOWN), event.isShown());
    insert.setBytes(parameter(EventColumn.USER), Columns.bytes(author.user()));
    insert.setBytes(parameter(EventColumn.SESSION), Columns.bytes(author.session()));
    insert.setString(parameter(EventColumn.NAME), author.name());
    insert.setInt(parameter(EventColumn.STANDING), Code.STANDING.of(author.standing()));
    kind.write(this, event);
  }

  private int parameter(EventColumn column) {
    if (column.place() > columns) {
      throw new IllegalArgumentException(
          "column: " + column + " (expected: one of " + columns + ")");
    }
    return before + column.place();
  }

  NewEventRow text(String text) throws SQLException {
    insert.setString(parameter(EventColumn.TEXT), text);
    return this;
  }

  /// Sets the columns that recognise a repetition of the message.
  NewEventRow messageId(RoomEvent.Posted posted) throws SQLException {
    UUID id = posted.messageId();
    if (id != null) {
      insert.setBytes(parameter(EventColumn.MESSAGE_ID), Columns.bytes(id));
      insert.setLong(
          parameter(EventColumn.FINGERPRINT), Command.fingerprint(posted.text(), posted.replyTo()));
    }
    return this;
  }

  /// @param seq the seq of the message that the event refers to, 0 for none
  NewEventRow message(long seq) throws SQLException {
    return refer(EventColumn.MESSAGE, seq);
  }

  /// @param root the seq of the first message of the thread, 0 for none
  NewEventRow thread(long root) throws SQLException {
    return refer(EventColumn.THREAD, root);
  }

  private NewEventRow refer(EventColumn column, long seq) throws SQLException {
    if (seq != 0) {
      insert.setLong(parameter(column), EventKey.of(room, seq));
    }
    return this;
  }

  NewEventRow mentions(List<UUID> users) throws SQLException {
    insert.setBytes(parameter(EventColumn.MENTIONS), Columns.bytes(users));
    return this;
  }

  NewEventRow member(Person person) throws SQLException {
    insert.setBytes(parameter(EventColumn.MEMBER), Columns.bytes(person.user()));
    insert.setString(parameter(EventColumn.MEMBER_NAME), person.name());
    insert.setInt(parameter(EventColumn.MEMBER_STANDING), Code.STANDING.of(person.standing()));
    return this;
  }

  NewEventRow role(@Nullable Role role) throws SQLException {
    if (role != null) {
      insert.setInt(parameter(EventColumn.ROLE), Code.ROLE.of(role));
    }
    return this;
  }

  NewEventRow roomKind(RoomKind kind) throws SQLException {
    insert.setInt(parameter(EventColumn.ROOM_KIND), Code.ROOM_KIND.of(kind));
    return this;
  }

  NewEventRow roomName(RoomName name) throws SQLException {
    insert.setString(parameter(EventColumn.ROOM_NAME), name.shown());
    insert.setString(parameter(EventColumn.ROOM_FOLDED_NAME), name.folded());
    return this;
  }
}
