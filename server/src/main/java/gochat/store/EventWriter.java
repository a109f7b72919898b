package gochat.store;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Person;
import gochat.room.RoomEvent;
import gochat.room.RoomName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns events into rows of the table `event`; used by one thread at a time.
final class EventWriter {
  private static final String COMMON =
      "INSERT INTO event (key, at, latest_at, kind, user, session, name, standing, text";

  /// Nearly all events are messages: their statement has no more parameters than they need.
  private final PreparedStatement addMessage;

  private final PreparedStatement addOther;

  EventWriter(Statements statements) throws SQLException {
    addMessage =
        statements.prepare(
            COMMON
                + ", message_id, fingerprint, message, thread, mentions)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    addOther =
        statements.prepare(
            COMMON
                + ", member, member_name, member_standing, role, room_kind, room_name,"
                + " room_folded_name)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /// @param latestAtMs the newest time of the events before this one
  void write(long room, long seq, RoomEvent event, long latestAtMs) throws SQLException {
    // What this event does not set is null, not what an earlier one has set.
    addMessage.clearParameters();
    addOther.clearParameters();
    new Row(room, seq, event, latestAtMs).write();
  }

  private final class Row {
    private final long room;
    private final long seq;
    private final RoomEvent event;
    private final long latestAtMs;

    Row(long room, long seq, RoomEvent event, long latestAtMs) {
      this.room = room;
      this.seq = seq;
      this.event = event;
      this.latestAtMs = latestAtMs;
    }

    void write() throws SQLException {
      switch (event) {
        case RoomEvent.Posted posted -> {
          UUID messageId = posted.messageId();
          if (messageId != null) {
            addMessage.setBytes(10, Columns.bytes(messageId));
            addMessage.setLong(11, Command.fingerprint(posted.text(), posted.replyTo()));
          }
          refer(13, posted.threadRoot());
          message(EventKind.POSTED, posted.replyTo(), posted.text(), posted.mentions());
        }
        case RoomEvent.Edited edited ->
            message(EventKind.EDITED, edited.message(), edited.text(), edited.mentions());
        case RoomEvent.Deleted deleted ->
            message(EventKind.DELETED, deleted.message(), null, List.of());
        case RoomEvent.ReactionAdded added ->
            message(EventKind.REACTION_ADDED, added.message(), added.reaction(), List.of());
        case RoomEvent.ReactionRemoved removed ->
            message(EventKind.REACTION_REMOVED, removed.message(), removed.reaction(), List.of());
        case RoomEvent.Redacted _ ->
            throw new IllegalArgumentException("event: Redacted (expected: one that happened)");
        case RoomEvent.Created created -> {
          addOther.setInt(14, Code.ROOM_KIND.of(created.kind()));
          name(created.name());
          other(EventKind.CREATED, created.topic());
        }
        case RoomEvent.DirectOpened opened -> person(EventKind.DIRECT_OPENED, opened.peer());
        case RoomEvent.Renamed renamed -> {
          name(renamed.name());
          other(EventKind.RENAMED, null);
        }
        case RoomEvent.TopicChanged changed -> other(EventKind.TOPIC_CHANGED, changed.topic());
        case RoomEvent.Joined joined -> {
          addOther.setInt(13, Code.ROLE.of(joined.role()));
          person(EventKind.JOINED, joined.member());
        }
        case RoomEvent.Left _ -> other(EventKind.LEFT, null);
        case RoomEvent.Kicked kicked -> person(EventKind.KICKED, kicked.member());
        case RoomEvent.Banned banned -> person(EventKind.BANNED, banned.member());
        case RoomEvent.Unbanned unbanned -> person(EventKind.UNBANNED, unbanned.member());
        case RoomEvent.Muted muted -> person(EventKind.MUTED, muted.member());
        case RoomEvent.Unmuted unmuted -> person(EventKind.UNMUTED, unmuted.member());
        case RoomEvent.RoleChanged changed -> {
          addOther.setInt(13, Code.ROLE.of(changed.role()));
          person(EventKind.ROLE_CHANGED, changed.member());
        }
      }
    }

    private void message(int kind, long message, @Nullable String text, List<UUID> mentions)
        throws SQLException {
      refer(12, message);
      addMessage.setBytes(14, Columns.bytes(mentions));
      insert(addMessage, kind, text);
    }

    private void refer(int parameter, long message) throws SQLException {
      if (message != 0) {
        addMessage.setLong(parameter, EventKey.of(room, message));
      }
    }

    private void name(RoomName name) throws SQLException {
      addOther.setString(15, name.shown());
      addOther.setString(16, name.folded());
    }

    private void person(int kind, Person person) throws SQLException {
      addOther.setBytes(10, Columns.bytes(person.user()));
      addOther.setString(11, person.name());
      addOther.setInt(12, Code.STANDING.of(person.standing()));
      other(kind, null);
    }

    private void other(int kind, @Nullable String text) throws SQLException {
      insert(addOther, kind, text);
    }

    private void insert(PreparedStatement insert, int kind, @Nullable String text)
        throws SQLException {
      Author author = event.author();
      insert.setLong(1, EventKey.of(room, seq));
      insert.setLong(2, event.atMs());
      if (latestAtMs > event.atMs()) {
        insert.setLong(3, latestAtMs);
      }
      insert.setInt(4, kind);
      insert.setBytes(5, Columns.bytes(author.user()));
      insert.setBytes(6, Columns.bytes(author.session()));
      insert.setString(7, author.name());
      insert.setInt(8, Code.STANDING.of(author.standing()));
      insert.setString(9, text);
      insert.executeUpdate();
    }
  }
}
