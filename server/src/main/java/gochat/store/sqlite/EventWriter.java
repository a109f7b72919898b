package gochat.store.sqlite;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Person;
import gochat.room.RoomEvent;
import gochat.room.RoomName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns events into rows of the table `event`; used by one thread at a time.
final class EventWriter {
  /// So many messages are inserted by one statement where there are as many. A statement costs as
  /// much as a row; with more rows in it no more was gained.
  private static final int ROWS_MAX = 16;

  private static final int MESSAGE_PARAMETERS = 14;
  private static final int OTHER_PARAMETERS = 16;

  private static final String COMMON =
      "INSERT INTO event (key, at, latest_at, kind, user, session, name, standing, text";

  /// Nearly all events are messages: their statements have no more parameters than they need.
  private final PreparedStatement addMessages;

  private final PreparedStatement addMessage;
  private final PreparedStatement addOther;

  EventWriter(Statements statements) throws SQLException {
    String message = COMMON + ", message_id, fingerprint, message, thread, mentions) VALUES ";
    String other =
        COMMON
            + ", member, member_name, member_standing, role, room_kind, room_name,"
            + " room_folded_name) VALUES ";
    addMessages = statements.prepare(message + rows(MESSAGE_PARAMETERS, ROWS_MAX));
    addMessage = statements.prepare(message + rows(MESSAGE_PARAMETERS, 1));
    addOther = statements.prepare(other + rows(OTHER_PARAMETERS, 1));
  }

  private static String rows(int parameters, int count) {
    String row = "(" + String.join(", ", Collections.nCopies(parameters, "?")) + ")";
    return String.join(", ", Collections.nCopies(count, row));
  }

  /// @param head the last event in the room before `events`
  void write(long room, LogReader.Head head, List<RoomEvent> events) throws SQLException {
    long latestAtMs = head.latestAtMs();
    int written = 0;
    while (written < events.size()) {
      int rows = areMessages(events, written, ROWS_MAX) ? ROWS_MAX : 1;
      PreparedStatement insert =
          rows > 1 ? addMessages : areMessages(events, written, 1) ? addMessage : addOther;
      // What an event does not set is null, not what an earlier one has set.
      insert.clearParameters();
      for (int row = 0; row < rows; row++) {
        RoomEvent event = events.get(written++);
        new Row(insert, row * MESSAGE_PARAMETERS, room, head.seq() + written, event)
            .set(latestAtMs);
        latestAtMs = Math.max(latestAtMs, event.atMs());
      }
      insert.executeUpdate();
    }
  }

  private static boolean areMessages(List<RoomEvent> events, int from, int count) {
    return events.size() - from >= count
        && events.subList(from, from + count).stream().allMatch(EventKind::isOfMessage);
  }

  /// Sets the parameters of one row.
  ///
  /// @param before how many parameters belong to the rows before this one
  private record Row(PreparedStatement insert, int before, long room, long seq, RoomEvent event) {
    /// @param latestAtMs the newest time of the events before this one
    void set(long latestAtMs) throws SQLException {
      if (latestAtMs > event.atMs()) {
        insert.setLong(before + 3, latestAtMs);
      }
      switch (event) {
        case RoomEvent.Posted posted -> {
          UUID messageId = posted.messageId();
          if (messageId != null) {
            insert.setBytes(before + 10, Columns.bytes(messageId));
            insert.setLong(before + 11, Command.fingerprint(posted.text(), posted.replyTo()));
          }
          refer(13, posted.threadRoot());
          message(posted.replyTo(), posted.text(), posted.mentions());
        }
        case RoomEvent.Edited edited -> message(edited.message(), edited.text(), edited.mentions());
        case RoomEvent.Deleted deleted -> message(deleted.message(), null, List.of());
        case RoomEvent.ReactionAdded added -> message(added.message(), added.reaction(), List.of());
        case RoomEvent.ReactionRemoved removed ->
            message(removed.message(), removed.reaction(), List.of());
        case RoomEvent.Redacted _ -> throw new AssertionError("EventKind.of refuses it");
        case RoomEvent.Created created -> {
          insert.setInt(before + 14, Code.ROOM_KIND.of(created.kind()));
          name(created.name());
          common(created.topic());
        }
        case RoomEvent.DirectOpened opened -> person(opened.peer());
        case RoomEvent.Renamed renamed -> {
          name(renamed.name());
          common(null);
        }
        case RoomEvent.TopicChanged changed -> common(changed.topic());
        case RoomEvent.Joined joined -> {
          insert.setInt(before + 13, Code.ROLE.of(joined.role()));
          person(joined.member());
        }
        case RoomEvent.Left _ -> common(null);
        case RoomEvent.Kicked kicked -> person(kicked.member());
        case RoomEvent.Banned banned -> {
          if (banned.formerRole() != null) {
            insert.setInt(before + 13, Code.ROLE.of(banned.formerRole()));
          }
          person(banned.member());
        }
        case RoomEvent.Unbanned unbanned -> person(unbanned.member());
        case RoomEvent.Muted muted -> person(muted.member());
        case RoomEvent.Unmuted unmuted -> person(unmuted.member());
        case RoomEvent.RoleChanged changed -> {
          insert.setInt(before + 13, Code.ROLE.of(changed.role()));
          person(changed.member());
        }
      }
    }

    private void message(long message, @Nullable String text, List<UUID> mentions)
        throws SQLException {
      refer(12, message);
      insert.setBytes(before + 14, Columns.bytes(mentions));
      common(text);
    }

    private void refer(int parameter, long message) throws SQLException {
      if (message != 0) {
        insert.setLong(before + parameter, EventKey.of(room, message));
      }
    }

    private void name(RoomName name) throws SQLException {
      insert.setString(before + 15, name.shown());
      insert.setString(before + 16, name.folded());
    }

    private void person(Person person) throws SQLException {
      insert.setBytes(before + 10, Columns.bytes(person.user()));
      insert.setString(before + 11, person.name());
      insert.setInt(before + 12, Code.STANDING.of(person.standing()));
      common(null);
    }

    private void common(@Nullable String text) throws SQLException {
      Author author = event.author();
      insert.setLong(before + 1, EventKey.of(room, seq));
      insert.setLong(before + 2, event.atMs());
      insert.setInt(before + 4, EventKind.of(event));
      insert.setBytes(before + 5, Columns.bytes(author.user()));
      insert.setBytes(before + 6, Columns.bytes(author.session()));
      insert.setString(before + 7, author.name());
      insert.setInt(before + 8, Code.STANDING.of(author.standing()));
      insert.setString(before + 9, text);
    }
  }
}
