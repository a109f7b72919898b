package gochat.terminal.live;

import gochat.client.markup.KnownNames;
import gochat.terminal.chat.Room;
import gochat.terminal.command.ParsedLine;
import gochat.terminal.screen.Intent;
import gochat.terminal.screen.Key;
import gochat.terminal.screen.KeyEvent;
import gochat.terminal.text.VisibleText;
import gochat.v1.SendTypingRequest;
import java.util.List;

/// Handles the user's keys and lines.
final class InputHandler {
  private static final long TYPING_EVERY_MS = 3_000;

  private final ChatView view;
  private final CompletionNames names;
  private final AccountActions account;
  private final HistoryLoader history;
  private final ChatActions actions;
  private final Runnable end;
  private long typingSentMs;

  InputHandler(
      ChatView view,
      CompletionNames names,
      AccountActions account,
      HistoryLoader history,
      ChatActions actions,
      Runnable end) {
    this.view = view;
    this.names = names;
    this.account = account;
    this.history = history;
    this.actions = actions;
    this.end = end;
  }

  void on(KeyEvent event) {
    Intent intent = view.input().take(event);
    switch (intent) {
      case Intent.Send _, Intent.Navigate _ -> view.screen().clearNotice();
      default -> {}
    }
    switch (intent) {
      case Intent.None _ -> {}
      case Intent.Typing _ -> {
        actions.messages().selectTarget(view.input().draft().text());
        sendTyping();
      }
      case Intent.Send(var text) -> send(text);
      case Intent.SendLines(var lines) -> {
        view.entered(String.join("\n", lines));
        lines.forEach(view.sender()::toRoom);
      }
      case Intent.Secret(var text) -> account.secrets().answered(text);
      case Intent.NoSecret _ -> account.secrets().cancelled();
      case Intent.Confirmed(var isWanted) -> view.answered(isWanted);
      case Intent.Navigate(var key) -> navigate(key);
      case Intent.ToRoom(var number) -> {
        List<Room> rooms = view.chat().rooms();
        if (number <= rooms.size()) {
          view.goTo(rooms.get(number - 1));
        }
      }
      case Intent.Jump(var roomId) -> {
        Room room = view.chat().room(roomId);
        if (room != null) {
          view.goTo(room);
        }
      }
      case Intent.ToMessage(var seq) -> actions.pins().goTo(seq);
      case Intent.Leave _ -> end.run();
    }
  }

  /// Reports to the room that the user is writing, if the text is for the room.
  private void sendTyping() {
    String text = view.input().draft().text();
    Room room = view.chat().current();
    boolean isForRoom = !text.isBlank() && !text.startsWith("/") && !text.startsWith("@");
    long now = ChatView.now();
    if (isForRoom
        && room != null
        && room.closing() == null
        && view.chat().isOnline()
        && now - typingSentMs >= TYPING_EVERY_MS) {
      typingSentMs = now;
      view.connection()
          .ask(
              requests ->
                  requests.sendTyping(SendTypingRequest.newBuilder().setRoom(room.id()).build()),
              _ -> {});
    }
  }

  private void send(String text) {
    view.entered(text);
    switch (ParsedLine.parse(text, new KnownNames(names.names()))) {
      case ParsedLine.Nothing _ -> {}
      case ParsedLine.Leave _ -> end.run();
      case ParsedLine.Say(var said) -> view.sender().toRoom(said);
      case ParsedLine.Private(var name, var said, var isSure) -> {
        if (isSure) {
          view.sender().toPerson(name, said);
        } else {
          view.confirm(
              view.text("private.ask", VisibleText.name(name), VisibleText.excerpt(said)),
              () -> view.sender().toPerson(name, said),
              () -> view.takeBack(text));
        }
      }
      case ParsedLine.TextMissing(var name) -> {
        view.notice("private.hint", name.isEmpty() ? "name" : VisibleText.name(name));
      }
      case ParsedLine.Run(var command, var values) -> actions.run(command, values);
      case ParsedLine.Incomplete(var command) -> {
        view.notice("usage", command.usage(), view.text(command.helpKey()));
      }
      case ParsedLine.Search _ -> view.notice("search.not-yet");
      case ParsedLine.Unknown(var word, var nearest) -> {
        view.notice(
            "unknown",
            VisibleText.sentence(word),
            nearest == null ? 0 : 1,
            nearest == null ? "" : nearest.word());
      }
    }
    typingSentMs = 0;
  }

  private void navigate(Key key) {
    List<Room> rooms = view.chat().rooms();
    switch (key) {
      case PAGE_UP -> history.pageUp();
      case PAGE_DOWN -> view.screen().pageDown();
      case NEWEST -> view.screen().toEnd();
      case SELECT_EARLIER -> view.screen().select(-1);
      case SELECT_LATER -> view.screen().select(1);
      case UNFOLD -> view.screen().unfold();
      case PREVIOUS_ROOM -> step(rooms, -1);
      case NEXT_ROOM -> step(rooms, 1);
      case NEXT_UNREAD -> {
        Room next = view.chat().nextUnread();
        if (next != null) {
          view.goTo(next);
        }
      }
      case CANCEL -> {
        if (view.screen().selected() != null) {
          view.screen().deselect();
        } else {
          view.screen().toEnd();
        }
      }
      case REDRAW -> view.screen().redraw();
      default -> {}
    }
  }

  private void step(List<Room> rooms, int direction) {
    Room current = view.chat().current();
    if (current != null) {
      view.goTo(rooms.get(Math.floorMod(rooms.indexOf(current) + direction, rooms.size())));
    }
  }
}
