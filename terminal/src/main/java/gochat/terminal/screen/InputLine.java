package gochat.terminal.screen;

import gochat.terminal.chat.Draft;
import gochat.terminal.command.Completer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where lines are typed: the editor, its history, and the small questions that take its place.
public final class InputLine {
  /// What the keys are for at the moment.
  sealed interface Mode {
    record Editing() implements Mode {}

    /// @param found how many newer matches were passed over
    record Searching(String query, int found) implements Mode {}

    record Jumping(String query, int chosen) implements Mode {}

    record AskingSecret(String prompt, StringBuilder typed) implements Mode {}
  }

  /// What Tab offers.
  ///
  /// @param chosen -1: none yet
  record Offer(int start, List<String> words, int chosen) {}

  /// What is pasted beyond this is left out; the server would refuse it anyhow.
  private static final int CHARS_MAX = 1 << 20;

  private static final Mode EDITING = new Mode.Editing();

  private final Editor editor = new Editor();
  private final InputHistory history;
  private final Completer completer;
  private final Supplier<List<Choice>> rooms;
  private Mode mode = EDITING;
  private @Nullable Offer offer;

  public InputLine(InputHistory history, Completer completer, Supplier<List<Choice>> rooms) {
    this.history = history;
    this.completer = completer;
    this.rooms = rooms;
  }

  public Draft draft() {
    return editor.draft();
  }

  public void set(Draft draft) {
    editor.set(draft);
    offer = null;
  }

  /// Asks for something that nobody may see.
  public void askSecret(String prompt) {
    mode = new Mode.AskingSecret(prompt, new StringBuilder());
  }

  /// What was sent from here.
  public List<String> entries() {
    return history.entries();
  }

  /// Whether the user is answering a small question.
  public boolean isAsking() {
    return !(mode instanceof Mode.Editing);
  }

  Editor editor() {
    return editor;
  }

  Mode mode() {
    return mode;
  }

  @Nullable Offer offer() {
    return offer;
  }

  /// What the search has found.
  @Nullable String found() {
    return mode instanceof Mode.Searching(var query, var skipped)
        ? history.find(query, skipped)
        : null;
  }

  /// The rooms that the question lets choose from.
  List<Choice> choices() {
    if (!(mode instanceof Mode.Jumping(var query, _))) {
      return List.of();
    }
    String wanted = query.toLowerCase(Locale.ROOT);
    return rooms.get().stream()
        .filter(room -> room.title().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  public Intent take(Stroke stroke) {
    return switch (mode) {
      case Mode.Editing _ -> edit(stroke);
      case Mode.Searching searching -> search(searching, stroke);
      case Mode.Jumping jumping -> jump(jumping, stroke);
      case Mode.AskingSecret(_, var typed) -> secret(typed, stroke);
    };
  }

  private Intent edit(Stroke stroke) {
    return switch (stroke) {
      case Stroke.Typed(var text) -> inserted(text);
      case Stroke.Pasted(var text) -> inserted(text);
      case Stroke.Room(var number) -> new Intent.ToRoom(number);
      case Stroke.End _ -> new Intent.Leave();
      case Stroke.Pressed(var key) -> {
        boolean isCompletion = key == Key.COMPLETE || key == Key.COMPLETE_BACK;
        if (isCompletion) {
          yield complete(key == Key.COMPLETE ? 1 : -1);
        }
        boolean hadOffer = offer != null;
        offer = null;
        yield key == Key.CANCEL && hadOffer ? Intent.NONE : edit(key);
      }
    };
  }

  private Intent inserted(String text) {
    offer = null;
    int room = CHARS_MAX - editor.text().length();
    editor.insert(text.length() > room ? text.substring(0, Math.max(0, room)) : text);
    return Intent.TYPING;
  }

  private Intent edit(Key key) {
    switch (key) {
      case SEND -> {
        return submit();
      }
      case SEND_LINES -> {
        return submitLines();
      }
      case NEW_LINE -> editor.insert("\n");
      case EARLIER -> {
        if (!editor.up()) {
          recall(history.earlier(editor.draft()));
        }
        return Intent.NONE;
      }
      case LATER -> {
        if (!editor.down()) {
          recall(history.later());
        }
        return Intent.NONE;
      }
      case SEARCH -> {
        mode = new Mode.Searching("", 0);
        return Intent.NONE;
      }
      case JUMP -> {
        mode = new Mode.Jumping("", 0);
        return Intent.NONE;
      }
      case LEFT -> editor.left();
      case RIGHT -> editor.right();
      case WORD_LEFT -> editor.wordLeft();
      case WORD_RIGHT -> editor.wordRight();
      case LINE_START -> editor.lineStart();
      case LINE_END -> editor.lineEnd();
      case BACKSPACE -> editor.backspace();
      case DELETE -> editor.deleteRight();
      case DELETE_OR_LEAVE -> {
        if (editor.isEmpty()) {
          return new Intent.Leave();
        }
        editor.deleteRight();
      }
      case KILL_WORD_LEFT -> editor.killWordLeft();
      case KILL_WORD_RIGHT -> editor.killWordRight();
      case KILL_TO_START -> editor.killToStart();
      case KILL_TO_END -> editor.killToEnd();
      case YANK -> editor.yank();
      case TRANSPOSE -> editor.transpose();
      case UNDO -> editor.undo();
      case LEAVE -> {
        return new Intent.Leave();
      }
      case PAGE_UP,
          PAGE_DOWN,
          NEWEST,
          SELECT_EARLIER,
          SELECT_LATER,
          PREVIOUS_ROOM,
          NEXT_ROOM,
          NEXT_UNREAD,
          CANCEL,
          REDRAW,
          ROOM_BY_NUMBER,
          COMPLETE,
          COMPLETE_BACK -> {
        return new Intent.Navigate(key);
      }
    }
    return Intent.TYPING;
  }

  private void recall(@Nullable Draft draft) {
    if (draft != null) {
      editor.set(draft);
    }
  }

  private Intent submit() {
    String text = editor.text();
    remember(text);
    return new Intent.Send(text);
  }

  private Intent submitLines() {
    String text = editor.text();
    remember(text);
    return new Intent.SendLines(text.lines().filter(line -> !line.isBlank()).toList());
  }

  private void remember(String text) {
    editor.clear();
    // Somebody may have put a password behind it.
    boolean isSecret = text.startsWith("/login") || text.startsWith("/register");
    if (!text.isBlank() && !isSecret) {
      history.add(text);
    }
  }

  private Intent complete(int direction) {
    if (offer == null) {
      Completer.Result result = completer.complete(editor.text().substring(0, editor.cursor()));
      List<String> words = result.words();
      if (words.isEmpty()) {
        return Intent.NONE;
      }
      if (words.size() == 1) {
        editor.complete(result.start(), words.getFirst() + " ");
        return Intent.TYPING;
      }
      String typed = editor.text().substring(result.start(), editor.cursor());
      String common = commonStart(words);
      if (common.length() > typed.length()) {
        editor.complete(result.start(), common);
      }
      offer = new Offer(result.start(), words, -1);
      return Intent.TYPING;
    }
    Offer now = Objects.requireNonNull(offer);
    int count = now.words().size();
    int chosen =
        now.chosen() < 0 && direction < 0
            ? count - 1
            : Math.floorMod(now.chosen() + direction, count);
    editor.complete(now.start(), now.words().get(chosen) + " ");
    offer = new Offer(now.start(), now.words(), chosen);
    return Intent.TYPING;
  }

  private static String commonStart(List<String> words) {
    String common = words.getFirst();
    for (String word : words) {
      int length = 0;
      while (length < Math.min(common.length(), word.length())
          && Character.toLowerCase(common.charAt(length))
              == Character.toLowerCase(word.charAt(length))) {
        length++;
      }
      common = common.substring(0, length);
    }
    return common;
  }

  private Intent search(Mode.Searching searching, Stroke stroke) {
    switch (stroke) {
      case Stroke.Typed(var text) -> mode = new Mode.Searching(searching.query() + text, 0);
      case Stroke.Pasted(var text) ->
          mode = new Mode.Searching(searching.query() + text.replace('\n', ' '), 0);
      case Stroke.Pressed(Key key) when key == Key.SEARCH -> {
        int next = searching.found() + 1;
        if (history.find(searching.query(), next) != null) {
          mode = new Mode.Searching(searching.query(), next);
        }
      }
      case Stroke.Pressed(Key key) when key == Key.BACKSPACE ->
          mode = new Mode.Searching(withoutLast(searching.query()), 0);
      case Stroke.Pressed(Key key) when key == Key.CANCEL -> mode = EDITING;
      case Stroke.Pressed(Key key) when key == Key.LEAVE -> {
        return new Intent.Leave();
      }
      case Stroke.End _ -> {
        return new Intent.Leave();
      }
      case Stroke.Pressed _, Stroke.Room _ -> {
        String found = history.find(searching.query(), searching.found());
        mode = EDITING;
        if (found != null) {
          editor.set(new Draft(found, found.length()));
        }
        // Enter puts the line in for another look; any other key does its own besides.
        return stroke instanceof Stroke.Pressed(Key key) && key == Key.SEND
            ? Intent.TYPING
            : edit(stroke);
      }
    }
    return Intent.NONE;
  }

  private Intent jump(Mode.Jumping jumping, Stroke stroke) {
    String query = jumping.query();
    switch (stroke) {
      case Stroke.Typed(var text) -> mode = new Mode.Jumping(query + text, 0);
      case Stroke.Pasted(var text) -> mode = new Mode.Jumping(query + text.replace('\n', ' '), 0);
      case Stroke.Room(var number) -> {
        mode = EDITING;
        return new Intent.ToRoom(number);
      }
      case Stroke.End _ -> {
        return new Intent.Leave();
      }
      case Stroke.Pressed(var key) -> {
        List<Choice> choices = choices();
        switch (key) {
          case LEAVE -> {
            return new Intent.Leave();
          }
          case BACKSPACE -> mode = new Mode.Jumping(withoutLast(query), 0);
          case COMPLETE, LATER, JUMP, RIGHT -> mode = chosen(query, jumping.chosen() + 1, choices);
          case COMPLETE_BACK, EARLIER, LEFT -> mode = chosen(query, jumping.chosen() - 1, choices);
          case SEND -> {
            mode = EDITING;
            if (!choices.isEmpty()) {
              return new Intent.Jump(choices.get(jumping.chosen()).roomId());
            }
          }
          default -> mode = EDITING;
        }
      }
    }
    return Intent.NONE;
  }

  private static Mode chosen(String query, int index, List<Choice> choices) {
    return new Mode.Jumping(query, choices.isEmpty() ? 0 : Math.floorMod(index, choices.size()));
  }

  private Intent secret(StringBuilder typed, Stroke stroke) {
    switch (stroke) {
      case Stroke.Typed(var text) -> typed.append(text);
      case Stroke.Pasted(var text) -> typed.append(text.strip());
      case Stroke.Pressed(Key key) when key == Key.SEND -> {
        mode = EDITING;
        return new Intent.Secret(typed.toString());
      }
      case Stroke.Pressed(Key key) when key == Key.BACKSPACE -> {
        String shorter = withoutLast(typed.toString());
        typed.setLength(shorter.length());
      }
      case Stroke.Pressed(Key key) when key == Key.KILL_TO_START -> typed.setLength(0);
      case Stroke.Pressed(Key key) when key == Key.CANCEL -> {
        mode = EDITING;
        return new Intent.NoSecret();
      }
      case Stroke.Pressed(Key key) when key == Key.LEAVE || key == Key.DELETE_OR_LEAVE -> {
        return new Intent.Leave();
      }
      case Stroke.End _ -> {
        return new Intent.Leave();
      }
      case Stroke.Pressed _, Stroke.Room _ -> {}
    }
    return Intent.NONE;
  }

  private static String withoutLast(String text) {
    return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
  }
}
