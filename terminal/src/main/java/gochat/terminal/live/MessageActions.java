package gochat.terminal.live;

import gochat.terminal.chat.Draft;
import gochat.terminal.chat.Line;
import gochat.terminal.chat.Reaction;
import gochat.terminal.chat.Room;
import gochat.terminal.command.ChatCommand;
import gochat.terminal.text.VisibleText;
import gochat.v1.AddReactionRequest;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.EditMessageRequest;
import gochat.v1.GetPresenceRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.Presence;
import gochat.v1.RemoveReactionRequest;
import gochat.v1.SetAwayRequest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The commands about messages and presence. A command applies to the selected message, or else to
/// the newest one of a suitable kind.
final class MessageActions {
  private final ChatView view;
  private boolean hasSelected;

  MessageActions(ChatView view) {
    this.view = view;
  }

  void msg(String user, String text) {
    String name = RoomActions.bare(user);
    if (!text.isEmpty()) {
      view.sender().toPerson(name, text);
      return;
    }
    view.ask(
        requests -> requests.openDirect(OpenDirectRequest.newBuilder().setUser(name).build()),
        changed -> opened(changed.getRoomId()));
  }

  private void opened(String roomId) {
    Room known = view.chat().room(roomId);
    if (known != null) {
      view.chat().hide(known, false);
    }
    view.chat().want(roomId);
  }

  void reply(String text) {
    Line.Message to = target(message -> !message.isOwn());
    if (to != null) {
      view.screen().deselect();
      view.sender().reply(text, to.seq());
    }
  }

  /// The text is sent as typed, and clients show it as an action (XEP-0245).
  void me(String text) {
    view.sender().toRoom("/me " + text);
  }

  void edit(String text) {
    Line.Message message = target(Line.Message::isOwn);
    Room room = view.chat().current();
    if (message == null || room == null) {
      return;
    }
    if (text.isEmpty()) {
      // New messages do not change the selection.
      view.screen().select(message);
      String typed = "/edit " + message.text();
      view.input().set(new Draft(typed, typed.length()));
      return;
    }
    if (view.sender().isTooLong(text)) {
      return;
    }
    view.screen().deselect();
    view.ask(
        requests ->
            requests.editMessage(
                EditMessageRequest.newBuilder()
                    .setRoom(room.id())
                    .setMessageSeq(message.seq())
                    .setText(text)
                    .addAllMentions(view.mentions(text))
                    .build()),
        changed -> view.notMentioned(changed.getUnknownMentionsList()));
  }

  void delete() {
    Line.Message message = target(Line.Message::isOwn);
    Room room = view.chat().current();
    if (message == null || room == null) {
      return;
    }
    view.screen().select(message);
    view.confirm(
        view.text("delete.ask", VisibleText.excerpt(message.text())),
        () -> delete(room, message),
        view.screen()::deselect);
  }

  private void delete(Room room, Line.Message message) {
    view.screen().deselect();
    view.ask(
        requests ->
            requests.deleteMessage(
                DeleteMessageRequest.newBuilder()
                    .setRoom(room.id())
                    .setMessageSeq(message.seq())
                    .build()),
        _ -> {});
  }

  /// A repeated reaction removes it.
  void react(String reaction) {
    Line.Message message = target(candidate -> !candidate.isOwn());
    Room room = view.chat().current();
    if (message == null || room == null) {
      return;
    }
    view.screen().deselect();
    boolean isThere =
        message.reactions().stream()
            .anyMatch(
                known -> known.isOwn() && known.symbol().equals(Reaction.canonical(reaction)));
    if (isThere) {
      view.ask(
          requests ->
              requests.removeReaction(
                  RemoveReactionRequest.newBuilder()
                      .setRoom(room.id())
                      .setMessageSeq(message.seq())
                      .setReaction(reaction)
                      .build()),
          _ -> {});
    } else {
      view.ask(
          requests ->
              requests.addReaction(
                  AddReactionRequest.newBuilder()
                      .setRoom(room.id())
                      .setMessageSeq(message.seq())
                      .setReaction(reaction)
                      .build()),
          _ -> {});
    }
  }

  /// Selects the message of a command while its text is typed, so that a new message does not take
  /// its place.
  void selectTarget(String line) {
    ChatCommand command = line.indexOf(' ') > 0 ? ChatCommand.typedIn(line) : null;
    Predicate<Line.Message> isSuitable =
        switch (command) {
          case REPLY, REACT -> message -> !message.isOwn();
          case EDIT -> Line.Message::isOwn;
          case null, default -> null;
        };
    if (isSuitable == null) {
      if (hasSelected) {
        view.screen().deselect();
      }
      hasSelected = false;
    } else if (view.screen().selected() == null) {
      Line.Message message = newest(isSuitable);
      if (message != null) {
        view.screen().select(message);
        hasSelected = true;
      }
    }
  }

  /// The message that a command is about: the selected one, or else the newest one that suits.
  ///
  /// @return null if there is none; a notice says so
  Line.@Nullable Message target(Predicate<Line.Message> isSuitable) {
    Line.Message selected = view.screen().selected();
    Line.Message message = selected == null ? newest(isSuitable) : selected;
    if (message == null) {
      view.notice("no-message");
    }
    return message;
  }

  private Line.@Nullable Message newest(Predicate<Line.Message> isSuitable) {
    for (Line line : view.chat().timeline().lines().reversed()) {
      if (line instanceof Line.Message message
          && !message.isDeleted()
          && isSuitable.test(message)) {
        return message;
      }
    }
    return null;
  }

  void read(String what) {
    if (what.equalsIgnoreCase("all")) {
      view.chat().rooms().forEach(this::read);
    } else if (view.chat().current() != null) {
      read(view.chat().current());
    }
  }

  private void read(Room room) {
    view.chat().read(room);
    view.ask(
        requests ->
            requests.markRead(
                MarkReadRequest.newBuilder().setRoom(room.id()).setSeq(room.lastSeq()).build()),
        _ -> {});
  }

  void away(String onOrOff) {
    boolean away = onOrOff.isEmpty() ? !view.chat().isAway() : onOrOff.equalsIgnoreCase("on");
    view.ask(
        requests -> requests.setAway(SetAwayRequest.newBuilder().setAway(away).build()),
        _ -> {
          view.chat().away(away);
          view.notice(away ? "away.on" : "away.off");
        });
  }

  void whois(String user) {
    String name = RoomActions.bare(user);
    view.ask(
        requests -> requests.getPresence(GetPresenceRequest.newBuilder().addUsers(name).build()),
        answer ->
            view.notice(
                answer.getPresencesCount() == 0
                    ? "whois.unknown"
                    : whoisKey(answer.getPresences(0)),
                VisibleText.name(name)));
  }

  private static String whoisKey(Presence presence) {
    return switch (presence.getAvailability()) {
      case AVAILABILITY_ONLINE -> "whois.online";
      case AVAILABILITY_AWAY -> "whois.away";
      case AVAILABILITY_OFFLINE, AVAILABILITY_UNSPECIFIED, UNRECOGNIZED -> "whois.offline";
    };
  }
}
