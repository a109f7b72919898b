package gochat.terminal.live;

import gochat.terminal.chat.Link;
import gochat.terminal.chat.Room;
import gochat.terminal.command.ParsedLine;
import gochat.terminal.markup.KnownNames;
import gochat.terminal.screen.Intent;
import gochat.terminal.screen.Key;
import gochat.terminal.screen.KeyEvent;
import gochat.terminal.text.VisibleText;
import gochat.v1.SendTypingRequest;
import java.util.List;

/// What follows from what the user types.
final class Typing {
  private static final long TELL_EVERY_MS = 3_000;

  private final Desk desk;
  private final Names names;
  private final Identity identity;
  private final History history;
  private final ChatActions actions;
  private final Runnable end;
  private long toldMs;

  Typing(
      Desk desk,
      Names names,
      Identity identity,
      History history,
      ChatActions actions,
      Runnable end) {
    this.desk = desk;
    this.names = names;
    this.identity = identity;
    this.history = history;
    this.actions = actions;
    this.end = end;
  }

  void on(KeyEvent event) {
    Intent intent = desk.input().take(event);
    switch (intent) {
      case Intent.Send _, Intent.Navigate _ -> desk.screen().untell();
      default -> {}
    }
    switch (intent) {
      case Intent.None _ -> {}
      case Intent.Typing _ -> {
        actions.messages().selectWhatIsMeant(desk.input().draft().text());
        tell();
      }
      case Intent.Send(var text) -> send(text);
      case Intent.SendLines(var lines) -> {
        desk.entered(String.join("\n", lines));
        lines.forEach(desk.sender()::toRoom);
      }
      case Intent.Secret(var text) -> identity.secret(text);
      case Intent.NoSecret _ -> identity.noSecret();
      case Intent.Confirmed(var isWanted) -> desk.confirmed(isWanted);
      case Intent.Navigate(var key) -> navigate(key);
      case Intent.ToRoom(var number) -> {
        List<Room> rooms = desk.chat().rooms();
        if (number <= rooms.size()) {
          desk.goTo(rooms.get(number - 1));
        }
      }
      case Intent.Jump(var roomId) -> {
        Room room = desk.chat().room(roomId);
        if (room != null) {
          desk.goTo(room);
        }
      }
      case Intent.Leave _ -> end.run();
    }
  }

  /// Tells the room that the user is writing, as long as it is for the room.
  private void tell() {
    String text = desk.input().draft().text();
    Room room = desk.chat().current();
    boolean isForRoom = !text.isBlank() && !text.startsWith("/") && !text.startsWith("@");
    long now = Desk.now();
    if (isForRoom
        && room != null
        && room.closing() == null
        && desk.chat().link() instanceof Link.Online
        && now - toldMs >= TELL_EVERY_MS) {
      toldMs = now;
      desk.uplink()
          .ask(
              requests ->
                  requests.sendTyping(SendTypingRequest.newBuilder().setRoom(room.id()).build()),
              _ -> {});
    }
  }

  private void send(String text) {
    desk.entered(text);
    switch (ParsedLine.parse(text, new KnownNames(names.names()), actions)) {
      case ParsedLine.Nothing _ -> {}
      case ParsedLine.Leave _ -> end.run();
      case ParsedLine.Say(var said) -> desk.sender().toRoom(said);
      case ParsedLine.Private(var name, var said, var isSure) -> {
        if (isSure) {
          desk.sender().toPerson(name, said);
        } else {
          desk.confirm(
              desk.text("private.ask", VisibleText.name(name), VisibleText.excerpt(said)),
              () -> desk.sender().toPerson(name, said),
              () -> desk.takeBack(text));
        }
      }
      case ParsedLine.TextMissing(var name) -> {
        desk.notice("private.hint", name.isEmpty() ? "name" : VisibleText.name(name));
      }
      case ParsedLine.Run(_, var action) -> action.run();
      case ParsedLine.Incomplete(var command) -> {
        desk.notice("usage", command.usage(), desk.text(command.helpKey()));
      }
      case ParsedLine.Search _ -> desk.notice("search.not-yet");
      case ParsedLine.Unknown(var word, var nearest) -> {
        desk.notice(
            "unknown",
            VisibleText.sentence(word),
            nearest == null ? 0 : 1,
            nearest == null ? "" : nearest.word());
      }
    }
    toldMs = 0;
  }

  private void navigate(Key key) {
    List<Room> rooms = desk.chat().rooms();
    switch (key) {
      case PAGE_UP -> history.pageUp();
      case PAGE_DOWN -> desk.screen().pageDown();
      case NEWEST -> desk.screen().toEnd();
      case SELECT_EARLIER -> desk.screen().select(-1);
      case SELECT_LATER -> desk.screen().select(1);
      case PREVIOUS_ROOM -> step(rooms, -1);
      case NEXT_ROOM -> step(rooms, 1);
      case NEXT_UNREAD -> {
        Room next = desk.chat().nextUnread();
        if (next != null) {
          desk.goTo(next);
        }
      }
      case CANCEL -> {
        if (desk.screen().selected() != null) {
          desk.screen().deselect();
        } else {
          desk.screen().toEnd();
        }
      }
      case REDRAW -> desk.screen().redraw();
      default -> {}
    }
  }

  private void step(List<Room> rooms, int direction) {
    Room current = desk.chat().current();
    if (current != null) {
      desk.goTo(rooms.get(Math.floorMod(rooms.indexOf(current) + direction, rooms.size())));
    }
  }
}
