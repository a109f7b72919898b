package gochat.store.sqlite;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.store.Code;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row to insert into the table `event`. Columns that are not set are null.
final class NewEventRow {
  private final @Nullable Object[] values = new Object[EventColumn.COUNT];
  private final long room;

  /// @param room the room's key
  /// @param latestAtMs the newest time in the room before the event
  NewEventRow(long room, long seq, RoomEvent event, long latestAtMs) {
    this.room = room;
    Author author = event.author();
    EventKind kind = EventKind.of(event);
    set(EventColumn.KEY, EventKey.of(room, seq));
    set(EventColumn.AT, event.atMs());
    if (latestAtMs > event.atMs()) {
      set(EventColumn.LATEST_AT, latestAtMs);
    }
    set(EventColumn.KIND, kind.number);
    set(EventColumn.SHOWN, event.isShown() ? 1 : 0);
    set(EventColumn.USER, Columns.bytes(author.user()));
    set(EventColumn.SESSION, Columns.bytes(author.session()));
    set(EventColumn.NAME, author.name());
    set(EventColumn.STANDING, Code.STANDING.of(author.standing()));
    kind.write(this, event);
  }

  /// Leaves out what an erasure removes.
  NewEventRow erased() {
    set(EventColumn.TEXT, null);
    set(EventColumn.FINGERPRINT, null);
    return this;
  }

  private void set(EventColumn column, long value) {
    values[column.place() - 1] = value;
  }

  private void set(EventColumn column, @Nullable Object value) {
    values[column.place() - 1] = value;
  }

  /// Sets the row's parameters in `insert`: its columns and its checksum.
  ///
  /// @param before the number of parameters that belong to earlier rows
  /// @param columns the number of columns of [EventColumn] that the row has in `insert`
  void bind(PreparedStatement insert, int before, int columns, RowChecksum checksum)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        if (i >= columns) {
          throw new IllegalArgumentException(
              "column: " + (i + 1) + " (expected: one of " + columns + ")");
        }
        insert.setObject(before + i + 1, values[i]);
      }
    }
    insert.setInt(before + columns + 1, EventColumn.checksum(checksum, values));
  }

  NewEventRow text(String text) {
    set(EventColumn.TEXT, text);
    return this;
  }

  /// Sets the columns that recognise a repetition of the message.
  NewEventRow messageId(RoomEvent.Posted posted) {
    UUID id = posted.messageId();
    if (id != null) {
      set(EventColumn.MESSAGE_ID, Columns.bytes(id));
      set(EventColumn.FINGERPRINT, Command.fingerprint(posted.text(), posted.replyTo()));
    }
    return this;
  }

  /// @param seq the seq of the message that the event refers to, 0 for none
  NewEventRow message(long seq) {
    return refer(EventColumn.MESSAGE, seq);
  }

  /// @param root the seq of the first message of the thread, 0 for none
  NewEventRow thread(long root) {
    return refer(EventColumn.THREAD, root);
  }

  private NewEventRow refer(EventColumn column, long seq) {
    if (seq != 0) {
      set(column, EventKey.of(room, seq));
    }
    return this;
  }

  NewEventRow mentions(List<UUID> users) {
    set(EventColumn.MENTIONS, Columns.bytes(users));
    return this;
  }

  NewEventRow member(Person person) {
    set(EventColumn.MEMBER, Columns.bytes(person.user()));
    set(EventColumn.MEMBER_NAME, person.name());
    set(EventColumn.MEMBER_STANDING, Code.STANDING.of(person.standing()));
    return this;
  }

  NewEventRow role(@Nullable Role role) {
    if (role != null) {
      set(EventColumn.ROLE, Code.ROLE.of(role));
    }
    return this;
  }

  NewEventRow roomKind(RoomKind kind) {
    set(EventColumn.ROOM_KIND, Code.ROOM_KIND.of(kind));
    return this;
  }

  NewEventRow roomName(RoomName name) {
    set(EventColumn.ROOM_NAME, name.shown());
    set(EventColumn.ROOM_FOLDED_NAME, name.folded());
    return this;
  }

  /// @param reason of a kick, a ban or a mute; empty for none
  NewEventRow reason(String reason) {
    return reason.isEmpty() ? this : text(reason);
  }

  /// @param untilMs the end of a ban or a mute in Unix milliseconds, 0 for none
  NewEventRow until(long untilMs) {
    if (untilMs != 0) {
      set(EventColumn.UNTIL_MS, untilMs);
    }
    return this;
  }

  /// @param intervalMs of slow mode, 0 without it
  NewEventRow slowMode(long intervalMs) {
    set(EventColumn.SLOW_MS, intervalMs);
    return this;
  }

  NewEventRow retention(RetentionRule rule) {
    set(EventColumn.KEEP_MS, rule.ageMs());
    set(EventColumn.KEEP_EVENTS, rule.events());
    return this;
  }
}
