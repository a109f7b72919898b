package gochat.terminal.chat;

import gochat.terminal.chat.Line.Logged;
import gochat.v1.Event;
import gochat.v1.HistoryPage;
import gochat.v1.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Applies the events of rooms to their timelines.
final class RoomEvents {
  private final Rooms rooms;
  private final OwnMessages own;
  private final KnownUsers users;
  private final Folds folds;
  private User self;
  private MessageChanges changes;

  RoomEvents(Rooms rooms, OwnMessages own, KnownUsers users, Folds folds, User self) {
    this.rooms = rooms;
    this.own = own;
    this.users = users;
    this.folds = folds;
    this.self = self;
    changes = new MessageChanges(self, users);
  }

  void setSelf(User user) {
    self = user;
    changes = new MessageChanges(user, users);
  }

  List<Alert> happened(Event event, boolean isOwn, long nowMs) {
    Room room = rooms.get(event.getRoomId());
    users.add(event.getAuthor());
    room.isAt(event.getSeq());
    List<Alert> alerts = List.of();
    switch (event.getPayloadCase()) {
      case MESSAGE_POSTED -> alerts = posted(room, event, isOwn, nowMs);
      case SLOW_MODE_CHANGED -> room.waitUntil(0);
      case MESSAGE_EDITED, MESSAGE_DELETED, REACTION_ADDED, REACTION_REMOVED ->
          room.timeline().change(event, changes);
      case REDACTED -> {
        if (!event.getRedacted().getWasTopic()) {
          room.timeline().erased(event);
        }
      }
      default -> {}
    }
    if (!event.hasMessagePosted()) {
      Logged line = changes.line(event);
      if (line != null) {
        room.timeline().append(line);
      }
    }
    if (rooms.isInView(room)) {
      room.timeline().trim();
    }
    return alerts;
  }

  private List<Alert> posted(Room room, Event event, boolean isOwn, long nowMs) {
    String name = event.getAuthor().getName();
    room.stopsTyping(event.getAuthor());
    if (room.isLive(event.getSeq()) && event.getAuthor().getId().equals(self.getId())) {
      room.wroteNow(self, nowMs);
    }
    if (isOwn) {
      String id = event.getMessagePosted().getClientMessageId();
      if (!id.isEmpty()) {
        own.isStored(id, room.timeline());
      }
    } else {
      room.wrote(name);
    }
    Line.Message line = (Line.Message) Objects.requireNonNull(changes.line(event));
    room.timeline().append(line);
    boolean isFolded = folds.isFolded(room, line);
    if (isOwn || isFolded || !room.isLive(event.getSeq())) {
      return List.of();
    }
    return line.isForMe() || room.isDirect()
        ? List.of(new Alert(room.title(), name, event.getMessagePosted().getText()))
        : List.of();
  }

  List<Alert> whispered(@Nullable User author, String text, long nowMs) {
    if (author == null) {
      rooms.timeline().append(new Line.Whisper("", nowMs, "", text, false, SendStatus.SENT));
      return List.of();
    }
    if (author.getId().equals(self.getId())) {
      rooms
          .timeline()
          .append(new Line.Whisper("", nowMs, author.getName(), text, true, SendStatus.SENT));
      return List.of();
    }
    Room current = rooms.current();
    if (current != null) {
      current.wrote(author.getName());
    }
    rooms
        .timeline()
        .append(new Line.Whisper("", nowMs, author.getName(), text, false, SendStatus.SENT));
    return List.of(new Alert("", author.getName(), text));
  }

  /// Adds a page of older lines.
  ///
  /// @param beforeSeq the position of the request
  void history(Room room, long beforeSeq, HistoryPage page) {
    room.askingForHistory(false);
    if (room.timeline().startSeq() != beforeSeq) {
      // The timeline has been restarted since the request.
      return;
    }
    long asOf = page.getAsOf().getSeq();
    // All authors first: a message may mention a user who writes later.
    page.getEntriesList().forEach(entry -> users.add(entry.getEvent().getAuthor()));
    List<Logged> lines = new ArrayList<>();
    for (var entry : page.getEntriesList()) {
      Logged line = changes.line(entry, asOf);
      if (line != null) {
        lines.add(line);
        if (line instanceof Line.Message message && !message.isOwn() && room.writers().isEmpty()) {
          room.wrote(message.author().getName());
        }
      }
    }
    room.timeline()
        .prepend(lines, !page.getEarlierPageToken().isEmpty() && !lines.isEmpty(), asOf, changes);
  }
}
