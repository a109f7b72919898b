package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Person;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomName;
import gochat.store.AuditText;
import gochat.store.Code;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row to insert into the table `event`. Columns that are not set are null.
final class NewEventRow {
  private static final List<String> COLUMNS =
      List.of(
          "room",
          "seq",
          "at",
          "latest_at",
          "kind",
          "shown",
          "author",
          "session",
          "name",
          "standing",
          "text",
          "message_id",
          "fingerprint",
          "message",
          "thread",
          "mentions",
          "member",
          "member_name",
          "member_standing",
          "role",
          "room_kind",
          "room_name",
          "room_folded_name",
          "keep_ms",
          "keep_events",
          "until_ms",
          "slow_ms");

  /// Takes [#values].
  static final String INSERT =
      "INSERT INTO event ("
          + String.join(", ", COLUMNS)
          + ") VALUES ("
          + "?, ".repeat(COLUMNS.size() - 1)
          + "?)";

  private final @Nullable Object[] values = new Object[COLUMNS.size()];

  /// @param room the room's key
  /// @param latestAtMs the newest time in the room up to the event
  NewEventRow(long room, long seq, RoomEvent event, long latestAtMs) {
    Author author = event.author();
    set("room", room);
    set("seq", seq);
    set("at", event.atMs());
    set("latest_at", latestAtMs);
    set("kind", EventKind.of(event));
    set("shown", event.isShown());
    set("author", author.user());
    set("session", author.session());
    set("name", author.name());
    set("standing", Code.STANDING.of(author.standing()));
    setOwn(event);
  }

  /// The values of all columns.
  @Nullable Object[] values() {
    return values;
  }

  /// Leaves out what an erasure removes.
  NewEventRow erased() {
    set("text", null);
    set("fingerprint", null);
    return this;
  }

  private void set(String column, @Nullable Object value) {
    values[COLUMNS.indexOf(column)] = value;
  }

  /// Sets the columns that only this kind of event uses.
  private void setOwn(RoomEvent event) {
    switch (event) {
      case RoomEvent.Posted posted -> {
        setMessageId(posted);
        setReference("message", posted.replyTo());
        setReference("thread", posted.threadRoot());
        setText(posted);
      }
      case RoomEvent.Edited edited -> {
        setReference("message", edited.message());
        setText(edited);
      }
      case RoomEvent.ReactionAdded added -> {
        setReference("message", added.message());
        setText(added.reaction());
      }
      case RoomEvent.ReactionRemoved removed -> {
        setReference("message", removed.message());
        setText(removed.reaction());
      }
      case RoomEvent.OnMessage change -> setReference("message", change.message());
      case RoomEvent.Created created -> {
        set("room_kind", Code.ROOM_KIND.of(created.kind()));
        setName(created.name());
        setText(created.topic());
      }
      case RoomEvent.DirectOpened opened -> setMember(opened.peer(), null);
      case RoomEvent.Renamed renamed -> setName(renamed.name());
      case RoomEvent.TopicChanged changed -> setText(changed.topic());
      case RoomEvent.RetentionChanged changed -> {
        set("keep_ms", changed.rule().ageMs());
        set("keep_events", changed.rule().events());
      }
      case RoomEvent.SlowModeChanged changed -> set("slow_ms", changed.intervalMs());
      case RoomEvent.Audited audited -> {
        setText(AuditText.of(audited.entry()));
        if (audited.entry().account() != null) {
          setMember(audited.entry().account(), null);
        }
      }
      case RoomEvent.Joined joined -> setMember(joined.member(), joined.role());
      case RoomEvent.Kicked kicked -> {
        setMember(kicked.member(), null);
        setMeasure(kicked.reason(), 0);
      }
      case RoomEvent.Banned banned -> {
        setMember(banned.member(), banned.formerRole());
        setMeasure(banned.reason(), banned.untilMs());
      }
      case RoomEvent.Unbanned unbanned -> setMember(unbanned.member(), null);
      case RoomEvent.Muted muted -> {
        setMember(muted.member(), null);
        setMeasure(muted.reason(), muted.untilMs());
      }
      case RoomEvent.Unmuted unmuted -> setMember(unmuted.member(), null);
      case RoomEvent.RoleChanged changed -> setMember(changed.member(), changed.role());
      case RoomEvent.GuestRegistered registered -> setMember(registered.guest(), registered.role());
      case RoomEvent.Left _, RoomEvent.Redacted _ -> {}
    }
  }

  /// Sets the columns that recognise a repetition of the message.
  private void setMessageId(RoomEvent.Posted posted) {
    if (posted.messageId() != null) {
      set("message_id", posted.messageId());
      set("fingerprint", Command.fingerprint(posted.text(), posted.replyTo()));
    }
  }

  /// @param seq 0 for none
  private void setReference(String column, long seq) {
    if (seq != 0) {
      set(column, seq);
    }
  }

  private void setText(RoomEvent.Text text) {
    setText(text.text());
    if (!text.mentions().isEmpty()) {
      set("mentions", text.mentions().toArray(UUID[]::new));
    }
  }

  private void setText(String text) {
    set("text", text.getBytes(UTF_8));
  }

  private void setMember(Person person, @Nullable Role role) {
    set("member", person.user());
    set("member_name", person.name());
    set("member_standing", Code.STANDING.of(person.standing()));
    set("role", role == null ? null : Code.ROLE.of(role));
  }

  /// @param reason empty for none
  /// @param untilMs 0 for no end
  private void setMeasure(String reason, long untilMs) {
    if (!reason.isEmpty()) {
      setText(reason);
    }
    setReference("until_ms", untilMs);
  }

  private void setName(RoomName name) {
    set("room_name", name.shown());
    set("room_folded_name", name.folded());
  }
}
