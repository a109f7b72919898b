package gochat.terminal.pipe;

import com.google.protobuf.Timestamp;
import gochat.client.markup.Markup;
import gochat.terminal.text.Entry;
import gochat.terminal.text.EventText;
import gochat.terminal.text.Texts;
import gochat.terminal.text.UserText;
import gochat.terminal.text.VisibleText;
import gochat.v1.Event;
import gochat.v1.HistoryEntry;
import gochat.v1.Role;
import gochat.v1.Room;
import gochat.v1.User;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Formats events as text. Texts and names of other users are escaped here.
final class EventFormatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Texts texts;
  private final EventText eventText;

  EventFormatter(Texts texts) {
    this.texts = texts;
    eventText = new EventText(texts);
  }

  /// `#name`, `@peer` of a direct conversation, `lobby` or `audit`.
  static String title(Room room) {
    return switch (room.getKind()) {
      // They have no name; their id serves as one.
      case ROOM_KIND_LOBBY, ROOM_KIND_AUDIT -> room.getRoomId();
      case ROOM_KIND_DIRECT -> "@" + name(room.getPeer());
      default -> "#" + VisibleText.name(room.getName());
    };
  }

  static String name(User user) {
    return VisibleText.name(user.getName());
  }

  /// @param room the room, shown before the event; may be empty
  Entry of(Event event, String room) {
    String head = head(event.getTime(), room);
    if (event.hasMessagePosted()) {
      return said(head, event, false);
    }
    return new Entry(head, List.of("* " + what(event)));
  }

  Entry of(HistoryEntry entry, String room) {
    Event event = entry.getEvent();
    if (entry.hasEditTime() && event.hasMessagePosted()) {
      return said(head(event.getTime(), room), event, true);
    }
    return of(event, room);
  }

  /// An action has a mark, so that no user can imitate other events by an action.
  private Entry said(String head, Event event, boolean isEdited) {
    String text = event.getMessagePosted().getText();
    String action = Markup.action(text);
    String author = (action == null ? "" : "✱ ") + UserText.name(event.getAuthor(), texts);
    String behind = isEdited ? texts.get("event.changed-mark") : action == null ? ": " : " ";
    return Entry.of(head + author + behind, action == null ? text : action);
  }

  Entry privateMessage(String author, String text) {
    Instant now = Instant.now();
    return Entry.of(
        head(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).build(), "")
            + texts.get("event.private", author),
        text);
  }

  private static String head(Timestamp time, String room) {
    String shown = TIME.format(Instant.ofEpochSecond(time.getSeconds()));
    return room.isEmpty() ? "[" + shown + "] " : "[" + shown + "] " + room + " ";
  }

  /// The event in one line.
  private String what(Event event) {
    String author = UserText.name(event.getAuthor(), texts);
    return switch (event.getPayloadCase()) {
      case MESSAGE_POSTED -> VisibleText.sentence(event.getMessagePosted().getText());
      case MESSAGE_EDITED ->
          texts.get(
              "event.edited",
              author,
              seq(event.getMessageEdited().getMessageSeq()),
              VisibleText.sentence(event.getMessageEdited().getText()));
      case MESSAGE_DELETED ->
          texts.get("event.deleted", author, seq(event.getMessageDeleted().getMessageSeq()));
      case REDACTED ->
          event.getRedacted().getWasTopic()
              ? eventText.sentence(event, "")
              : texts.get("event.redacted", author);
      case REACTION_ADDED ->
          texts.get(
              "event.reaction-added",
              author,
              seq(event.getReactionAdded().getMessageSeq()),
              VisibleText.sentence(event.getReactionAdded().getReaction()));
      case REACTION_REMOVED ->
          texts.get(
              "event.reaction-removed",
              author,
              seq(event.getReactionRemoved().getMessageSeq()),
              VisibleText.sentence(event.getReactionRemoved().getReaction()));
      case MESSAGE_PINNED ->
          texts.get("event.pinned", author, seq(event.getMessagePinned().getMessageSeq()));
      case MESSAGE_UNPINNED ->
          texts.get("event.unpinned", author, seq(event.getMessageUnpinned().getMessageSeq()));
      case PAYLOAD_NOT_SET -> texts.get("event.unknown", author);
      default -> eventText.sentence(event, "");
    };
  }

  String role(Role role) {
    return switch (role) {
      case ROLE_MODERATOR -> texts.get("role.moderator");
      case ROLE_OWNER -> texts.get("role.owner");
      case ROLE_MEMBER, ROLE_UNSPECIFIED, UNRECOGNIZED -> texts.get("role.member");
    };
  }

  /// Without the separators of a formatted number.
  private static String seq(long seq) {
    return Long.toString(seq);
  }
}
