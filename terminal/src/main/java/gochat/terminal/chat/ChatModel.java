package gochat.terminal.chat;

import gochat.client.v1.ChatEvent;
import gochat.client.v1.Outcome;
import gochat.client.v1.RoomStates;
import gochat.v1.Availability;
import gochat.v1.ListHistoryResponse;
import gochat.v1.User;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All that one user sees. Confined to one thread.
public final class ChatModel {
  private final RoomStates states = new RoomStates();
  private final Rooms rooms = new Rooms();
  private final OwnMessages own = new OwnMessages();
  private final KnownUsers users = new KnownUsers();
  private final RoomEvents events;
  private User self;
  private ConnectionState connection = new ConnectionState.Connecting();
  private boolean isAway;

  /// @param self as far as it is known
  public ChatModel(User self) {
    this.self = self;
    events = new RoomEvents(rooms, own, users, self);
    users.meet(self);
  }

  public User self() {
    return self;
  }

  /// Whom the client has heard of.
  public KnownUsers users() {
    return users;
  }

  public ConnectionState connection() {
    return connection;
  }

  public void connection(ConnectionState now) {
    connection = now;
  }

  /// In the order in which they are numbered: those that are not hidden, and the one that is shown.
  public List<Room> rooms() {
    return rooms.listed();
  }

  /// Those that are hidden, too.
  public List<Room> allRooms() {
    return rooms.all();
  }

  /// The user wants to see a room among the others, or not.
  public void hide(Room room, boolean hidden) {
    room.state().hide(hidden);
  }

  public @Nullable Room room(String id) {
    return rooms.find(id);
  }

  public @Nullable Room current() {
    return rooms.current();
  }

  /// What is shown now.
  public Timeline timeline() {
    return rooms.timeline();
  }

  public boolean isAway() {
    return isAway;
  }

  public void away(boolean away) {
    isAway = away;
  }

  /// How many of the user's messages wait for a connection or an answer.
  public int unsentCount() {
    return own.unsentCount();
  }

  /// The texts of the user's messages of which nobody knows whether they arrived, the latest last.
  public List<String> uncertain() {
    return own.uncertain();
  }

  /// @return what wants the user's attention
  public List<Alert> apply(ChatEvent event, long nowMs) {
    states.apply(event);
    return switch (event) {
      case ChatEvent.Connected(var user, _) -> {
        if (!user.getId().equals(self.getId())) {
          self = user;
          events.of(user);
          users.meet(user);
        }
        connection = new ConnectionState.Online();
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
      case ChatEvent.Happened(_, var happened, var isOwn) -> events.happened(happened, isOwn);
      case ChatEvent.RoomFollowed(var about, var seq) -> {
        users.meet(about.getPeer());
        rooms.followed(Objects.requireNonNull(states.room(about.getRoomId())), seq);
        yield List.of();
      }
      case ChatEvent.RoomUnfollowed(var roomId, _) -> {
        rooms.unfollowed(roomId);
        yield List.of();
      }
      case ChatEvent.Gap(var roomId, _, var toSeq, _) -> {
        rooms.get(roomId).showFrom(toSeq + 1);
        yield List.of();
      }
      case ChatEvent.Reset(var roomId, _) -> {
        Room room = rooms.find(roomId);
        if (room != null) {
          room.reset();
        }
        yield List.of();
      }
      case ChatEvent.PrivateMessage(var author, var text) -> events.whispered(author, text, nowMs);
      case ChatEvent.PresenceChanged(var presence) -> {
        boolean isHere = presence.getAvailability() == Availability.AVAILABILITY_ONLINE;
        for (Room room : rooms.all()) {
          if (room.isDirect() && room.peer().getId().equals(presence.getUserId())) {
            room.peerIsAway(!isHere);
          }
        }
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
        yield List.of();
      }
      case ChatEvent.ReadMarker _, ChatEvent.RoomHidden _, ChatEvent.RoomCaughtUp _ -> List.of();
    };
  }

  /// Shows a room, with a line that marks what is unread in it.
  public void goTo(Room room) {
    rooms.goTo(room);
  }

  /// The user wants to go to a room, which may not be there yet.
  public void want(String roomId) {
    rooms.want(roomId);
  }

  /// The room that the user wants to go to, told once when it is there.
  public @Nullable Room arrived() {
    return rooms.arrived();
  }

  /// Whether no room is shown because the one that was shown before is still to come.
  public boolean isAwaitingRoom() {
    return rooms.isAwaitingRoom();
  }

  /// Whether the newest lines are in view.
  public void isAtEnd(boolean atEnd) {
    rooms.isAtEnd(atEnd);
  }

  /// Where the next unread messages are; those that want attention first.
  public @Nullable Room nextUnread() {
    return rooms.nextUnread();
  }

  /// The user has seen what there is of the current room.
  ///
  /// @return up to where, when the server doesn't know yet; else -1
  public long seen() {
    Room current = rooms.current();
    if (current == null
        || current.closing() != null
        || !current.state().isCaughtUp()
        || !rooms.isInView(current)
        || !(connection instanceof ConnectionState.Online)) {
      return -1;
    }
    return current.state().readUpTo(current.lastSeq()) ? current.lastSeq() : -1;
  }

  /// Reads a room to its end without looking at it.
  public void read(Room room) {
    room.state().readUpTo(room.lastSeq());
    room.unreadLineAfter(-1);
  }

  /// The rooms of which only the server knows how many messages are unread; it is to be asked once.
  public List<Room> askingForCounts() {
    List<Room> uncounted = rooms.all().stream().filter(Room::wantsCounts).toList();
    uncounted.forEach(room -> room.askingForCounts(true));
    return uncounted;
  }

  /// What the server says of a room.
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

  /// The user sends a message to the current room.
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

  /// It is known what became of an own message.
  ///
  /// @param why it was not sent, for users; empty when it was
  public void settled(String id, Outcome outcome, String why) {
    own.settled(id, outcome, why, self().getName(), rooms.timelines());
  }

  /// The user has the text of an own message again, which was not sent.
  public void takeBack(String id) {
    own.takeBack(id, rooms.timelines());
  }

  /// Older lines of a room are wanted.
  public void askingForHistory(Room room) {
    room.askingForHistory(true);
    room.opened();
  }

  /// They have come.
  ///
  /// @param beforeSeq what was asked for
  public void history(Room room, long beforeSeq, ListHistoryResponse page) {
    events.history(room, beforeSeq, page);
  }

  /// Keeps what is being typed in a room.
  public void draft(Room room, Draft draft) {
    room.draft(draft);
  }

  /// What was typed and not sent, by the room's id.
  ///
  /// @param withUnsent also what was sent and never left, ahead of the rest
  public Map<String, Draft> drafts(boolean withUnsent) {
    return rooms.drafts(withUnsent);
  }

  /// Takes over what no log would bring back: the private messages that another one has shown.
  public void takeOver(ChatModel before) {
    rooms.takeOver(before.rooms);
  }

  /// What an earlier run kept.
  ///
  /// @param currentId the room that was shown
  public void restore(Map<String, Draft> drafts, @Nullable String currentId) {
    rooms.restore(drafts, currentId);
  }
}
