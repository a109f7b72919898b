package gochat.terminal.chat;

import gochat.client.v1.ChatEvent;
import gochat.client.v1.Outcome;
import gochat.client.v1.RoomStates;
import gochat.v1.HistoryPage;
import gochat.v1.User;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The state of the client for one user: connection, rooms, lines and drafts. Confined to one
/// thread.
public final class ChatModel {
  private final RoomStates states = new RoomStates();
  private final Rooms rooms = new Rooms();
  private final OwnMessages own = new OwnMessages();
  private final KnownUsers users = new KnownUsers();
  private final Folds folds = new Folds();
  private final RoomEvents events;
  private User self;
  private ConnectionState connection = new ConnectionState.Connecting();
  private boolean isAway;

  /// @param self the user, possibly with a name only until the client is connected
  public ChatModel(User self) {
    this.self = self;
    events = new RoomEvents(rooms, own, users, folds, self);
    users.add(self);
  }

  public User self() {
    return self;
  }

  /// The users whose names the client knows.
  public KnownUsers users() {
    return users;
  }

  /// The messages of blocked users.
  public Folds folds() {
    return folds;
  }

  public ConnectionState connection() {
    return connection;
  }

  public boolean isOnline() {
    return connection instanceof ConnectionState.Online;
  }

  public void connection(ConnectionState now) {
    connection = now;
  }

  /// The rooms in the order of their numbers: those that are not hidden, and the current one.
  public List<Room> rooms() {
    return rooms.listed();
  }

  /// All rooms, the hidden ones too.
  public List<Room> allRooms() {
    return rooms.all();
  }

  /// Hides a room in the list of rooms, or shows it again.
  public void hide(Room room, boolean hidden) {
    room.state().hide(hidden);
  }

  public @Nullable Room room(String id) {
    return rooms.find(id);
  }

  public @Nullable Room current() {
    return rooms.current();
  }

  /// The lines on the screen.
  public Timeline timeline() {
    return rooms.timeline();
  }

  public boolean isAway() {
    return isAway;
  }

  public void away(boolean away) {
    isAway = away;
  }

  /// The number of the user's messages that wait for a connection or an answer.
  public int unsentCount() {
    return own.unsentCount();
  }

  /// The texts of the user's messages whose outcome is unknown, the latest last.
  public List<String> uncertain() {
    return own.uncertain();
  }

  /// The user is known, or is an account now.
  public void become(User user) {
    if (!user.equals(self)) {
      self = user;
      events.setSelf(user);
      users.add(user);
    }
  }

  /// @return the alerts for the user
  public List<Alert> apply(ChatEvent event, long nowMs) {
    states.apply(event);
    return switch (event) {
      case ChatEvent.Connected(var user, _) -> {
        become(user);
        onlineOnceInRoom();
        yield List.of();
      }
      case ChatEvent.Disconnected(var problem) -> {
        connection = new ConnectionState.Reconnecting(problem);
        yield List.of();
      }
      case ChatEvent.Ended _ -> {
        connection = new ConnectionState.Offline();
        yield List.of();
      }
      case ChatEvent.Happened(var happened, var isOwn) -> events.happened(happened, isOwn, nowMs);
      case ChatEvent.RoomFollowed(var about, var seq) -> {
        users.add(about.getPeer());
        rooms.followed(Objects.requireNonNull(states.room(about.getRoomId())), seq);
        onlineOnceInRoom();
        yield List.of();
      }
      case ChatEvent.RoomUnfollowed(var roomId, _, _) -> {
        rooms.unfollowed(roomId);
        yield List.of();
      }
      case ChatEvent.Gap(var roomId, _, _, var toSeq, _) -> {
        rooms.get(roomId).showFrom(toSeq + 1);
        yield List.of();
      }
      case ChatEvent.Reset(var roomId, _) -> {
        rooms.reset(roomId);
        yield List.of();
      }
      case ChatEvent.PrivateMessage(_, var author, var text) ->
          events.whispered(author, text, nowMs);
      case ChatEvent.PrivacyKnown(_, var blockedIds) -> {
        folds.block(blockedIds);
        yield List.of();
      }
      case ChatEvent.SelfChanged(var user) -> {
        become(user);
        yield List.of();
      }
      case ChatEvent.PresenceChanged(var presence) -> {
        rooms.presenceChanged(presence);
        yield List.of();
      }
      case ChatEvent.Typing(var roomId, var user) -> {
        Room room = rooms.find(roomId);
        if (room != null && !user.getId().equals(self.getId())) {
          room.types(user, nowMs);
        }
        yield List.of();
      }
      case ChatEvent.CaughtUp _ -> {
        rooms.caughtUp();
        onlineOnceInRoom();
        yield List.of();
      }
      case ChatEvent.ReadMarker _, ChatEvent.RoomHidden _, ChatEvent.RoomCaughtUp _ -> List.of();
    };
  }

  /// Called while the server's events come. The first rooms come after the connection.
  private void onlineOnceInRoom() {
    if (rooms.current() != null) {
      connection = new ConnectionState.Online();
    }
  }

  /// Makes a room the current one and marks its unread lines.
  public void goTo(Room room) {
    rooms.goTo(room);
  }

  /// Goes to a room as soon as it is followed.
  public void want(String roomId) {
    rooms.want(roomId);
  }

  /// The room that the user wants to go to, returned once when it is followed.
  public @Nullable Room arrived() {
    return rooms.arrived();
  }

  /// Whether there is no current room because the one of the last run is not followed yet.
  public boolean isAwaitingRoom() {
    return rooms.isAwaitingRoom();
  }

  /// Tells the model whether the newest lines are on the screen.
  public void isAtEnd(boolean atEnd) {
    rooms.isAtEnd(atEnd);
  }

  /// The next room with unread messages; one with alerts comes first.
  public @Nullable Room nextUnread() {
    return rooms.nextUnread();
  }

  /// Marks the current room as read, if the user has seen its end.
  ///
  /// @return the new read position for the server; -1 if it has not changed
  public long seen() {
    Room current = rooms.current();
    if (current == null
        || current.closing() != null
        || !current.state().isCaughtUp()
        || !rooms.isInView(current)
        || !isOnline()) {
      return -1;
    }
    return current.state().readUpTo(current.lastSeq()) ? current.lastSeq() : -1;
  }

  /// Marks a room as read without showing it.
  public void read(Room room) {
    room.state().readUpTo(room.lastSeq());
    room.unreadLineAfter(-1);
  }

  /// The rooms whose unread counts must be requested from the server; each is returned once.
  public List<Room> askingForCounts() {
    List<Room> uncounted = rooms.all().stream().filter(Room::wantsCounts).toList();
    uncounted.forEach(room -> room.askingForCounts(true));
    return uncounted;
  }

  /// Takes the server's state of a room.
  public void update(gochat.v1.Room about) {
    states.update(about);
    Room room = rooms.find(about.getRoomId());
    if (room != null) {
      room.askingForCounts(false);
    }
  }

  public void notice(String text, long nowMs) {
    timeline().append(new Line.Notice(nowMs, text));
  }

  /// Adds a message that is being sent to the current room.
  public void sending(Line.Outgoing message) {
    Room current = rooms.current();
    if (current != null) {
      current.unreadLineAfter(-1);
    }
    own.add(message, timeline());
  }

  public void sending(Line.Whisper message) {
    own.add(message, timeline());
  }

  /// Takes the outcome of an own message.
  ///
  /// @param why the reason for people if the message was not sent; else empty
  public void settled(String id, Outcome outcome, String why) {
    own.settled(id, outcome, why, self().getName(), rooms.timelines());
  }

  /// Removes the line of an unsent message, whose text the user has again.
  public void takeBack(String id) {
    own.takeBack(id, rooms.timelines());
  }

  /// Called when older lines of a room are requested.
  public void askingForHistory(Room room) {
    room.askingForHistory(true);
    room.opened();
  }

  /// Adds a page of older lines.
  ///
  /// @param beforeSeq the position of the request
  public void history(Room room, long beforeSeq, HistoryPage page) {
    events.history(room, beforeSeq, page);
  }

  /// Stores the draft of a room.
  public void draft(Room room, Draft draft) {
    room.draft(draft);
  }

  /// The drafts, by the room's id.
  ///
  /// @param withUnsent whether the texts of messages that wait for a connection come before the
  ///   drafts
  public Map<String, Draft> drafts(boolean withUnsent) {
    return rooms.drafts(withUnsent);
  }

  /// Takes over the private messages, which are in no log, from the model of the previous user.
  public void takeOver(ChatModel before) {
    rooms.takeOver(before.rooms);
  }

  /// Restores the state of an earlier run.
  ///
  /// @param currentId the room that was shown
  public void restore(Map<String, Draft> drafts, @Nullable String currentId) {
    rooms.restore(drafts, currentId);
  }
}
