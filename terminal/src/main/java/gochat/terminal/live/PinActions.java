package gochat.terminal.live;

import static java.util.stream.Collectors.joining;

import gochat.terminal.chat.Line;
import gochat.terminal.chat.Room;
import gochat.terminal.screen.Choice;
import gochat.terminal.screen.Intent;
import gochat.terminal.text.VisibleText;
import gochat.v1.Event;
import gochat.v1.Pin;
import gochat.v1.PinMessageRequest;
import gochat.v1.UnpinMessageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands about the pinned messages of the shown room.
final class PinActions {
  /// Events that are loaded to go back to a message. Messages farther back are shown as a notice.
  private static final int EVENTS_BACK_MAX = 5_000;

  private static final int TITLE_CODE_POINTS_MAX = 100;

  private final ChatView view;
  private final MessageActions messages;
  private final HistoryLoader history;
  private List<Pin> listed = List.of();
  private @Nullable GonePin chosen;

  /// A pin whose message is no longer kept.
  private record GonePin(Room room, long seq) {}

  PinActions(ChatView view, MessageActions messages, HistoryLoader history) {
    this.view = view;
    this.messages = messages;
    this.history = history;
  }

  void pin() {
    Room room = view.chat().current();
    if (room == null) {
      return;
    }
    Line.Message message = messages.target(candidate -> !room.pins().contains(candidate.seq()));
    if (message == null) {
      return;
    }
    view.screen().deselect();
    view.ask(
        requests ->
            requests.pinMessage(
                PinMessageRequest.newBuilder()
                    .setRoom(room.id())
                    .setMessageSeq(message.seq())
                    .build()),
        _ -> {});
  }

  void unpin() {
    Room room = view.chat().current();
    if (room == null) {
      return;
    }
    Line.Message selected = view.screen().selected();
    if (selected == null && room.pins().isEmpty()) {
      view.notice("pins.none");
      return;
    }
    long seq = selected == null ? pinIn(room) : selected.seq();
    view.screen().deselect();
    view.ask(
        requests ->
            requests.unpinMessage(
                UnpinMessageRequest.newBuilder().setRoom(room.id()).setMessageSeq(seq).build()),
        _ -> {});
  }

  /// The chosen pin, if its message is gone and can't be selected; else the newest one.
  private long pinIn(Room room) {
    List<Long> pins = room.pins();
    return chosen != null && chosen.room() == room && pins.contains(chosen.seq())
        ? chosen.seq()
        : pins.getLast();
  }

  /// Lists them, the newest pin first, for the user to choose one.
  void list() {
    Room room = view.chat().current();
    if (room != null) {
      view.ask(requests -> requests.listAllPins(room.id()), pins -> listed(room, pins));
    }
  }

  private void listed(Room room, List<Pin> pins) {
    if (room != view.chat().current()) {
      return;
    }
    listed = pins;
    if (pins.isEmpty()) {
      view.notice("pins.none");
    } else if (view.input().draft().isEmpty()) {
      view.input().choose(pins.stream().map(this::choice).toList());
    } else {
      // The user types on, and a list to choose from would take the keys.
      view.say(
          view.text("pins.title", pins.size())
              + pins.stream()
                  .map(pin -> "\n  " + VisibleText.sentence(title(pin)))
                  .collect(joining()));
    }
  }

  private Choice choice(Pin pin) {
    return new Choice(new Intent.ToMessage(seq(pin)), title(pin));
  }

  private String title(Pin pin) {
    if (!pin.hasMessage()) {
      return view.text("message.gone");
    }
    String text = event(pin).getMessagePosted().getText();
    return event(pin).getAuthor().getName()
        + ": "
        + text.codePoints()
            .limit(TITLE_CODE_POINTS_MAX)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
  }

  private static long seq(Pin pin) {
    // An older server gives the seq only with the message.
    return pin.hasMessage() ? event(pin).getSeq() : pin.getMessageSeq();
  }

  private static Event event(Pin pin) {
    return pin.getMessage().getEvent();
  }

  /// Goes to one of the listed messages.
  void goTo(long seq) {
    Room room = view.chat().current();
    if (room == null) {
      return;
    }
    boolean isGone = listed.stream().anyMatch(pin -> seq(pin) == seq && !pin.hasMessage());
    chosen = isGone ? new GonePin(room, seq) : null;
    if (isGone) {
      view.notice("pins.gone");
      return;
    }
    if (room.lastSeq() - seq <= EVENTS_BACK_MAX) {
      history.goTo(room, seq);
      return;
    }
    for (Pin pin : listed) {
      if (seq(pin) == seq) {
        view.notice(
            "pins.far",
            VisibleText.name(event(pin).getAuthor().getName()),
            String.join("\n", VisibleText.lines(event(pin).getMessagePosted().getText())));
      }
    }
  }
}
