package gochat.terminal.screen;

import gochat.client.markup.KnownNames;
import gochat.terminal.chat.Draft;
import gochat.terminal.command.Completer;
import gochat.terminal.command.PrivateLine;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The input line: the editor, its history, and the questions that replace it.
public final class InputLine {
  /// Pasted text beyond this is left out; the server would refuse it anyway.
  private static final int CHARS_MAX = 1 << 20;

  private final Editor editor = new Editor();
  private final InputHistory history;
  private final Completer.Source source;
  private final TabCompletion completion;
  private final Supplier<List<Choice>> rooms;
  private @Nullable Question question;

  public InputLine(InputHistory history, Completer.Source source, Supplier<List<Choice>> rooms) {
    this.history = history;
    this.source = source;
    completion = new TabCompletion(new Completer(source), editor);
    this.rooms = rooms;
  }

  public Draft draft() {
    return editor.draft();
  }

  public void set(Draft draft) {
    editor.set(draft);
    completion.drop();
  }

  /// Asks for a secret, which is not shown.
  public void askSecret(String prompt) {
    question = new SecretPrompt(prompt);
  }

  /// Asks for confirmation of an action.
  public void confirm(String prompt) {
    question = new Confirmation(prompt);
  }

  /// Asks for one of these choices.
  public void choose(List<Choice> choices) {
    question = new ChoiceSearch(() -> choices);
  }

  /// The private receiver of the typed text; null: it goes to the room.
  @Nullable PrivateLine privateLine() {
    return PrivateLine.parse(editor.text(), new KnownNames(source.names()));
  }

  /// The texts that were sent from this line.
  public List<String> entries() {
    return history.entries();
  }

  Editor editor() {
    return editor;
  }

  /// The question that replaces the line.
  @Nullable Question question() {
    return question;
  }

  /// The words that Tab offers.
  TabCompletion.@Nullable Offer offer() {
    return completion.offer();
  }

  public Intent take(KeyEvent event) {
    Question asked = question;
    return asked == null ? edit(event) : answer(asked, event);
  }

  private Intent answer(Question asked, KeyEvent event) {
    Question.Answer answer = asked.take(event);
    if (answer == null) {
      return Intent.NONE;
    }
    question = null;
    return switch (answer) {
      case Question.Answer.Wanted(var intent) -> intent;
      case Question.Answer.PutIn(var text) -> {
        if (text != null) {
          editor.set(new Draft(text, text.length()));
        }
        boolean isEnter = event instanceof KeyEvent.Pressed(Key key) && key == Key.SEND;
        yield isEnter ? Intent.TYPING : edit(event);
      }
    };
  }

  private Intent edit(KeyEvent event) {
    return switch (event) {
      case KeyEvent.Typed(var text) -> inserted(text);
      case KeyEvent.Pasted(var text) -> inserted(text);
      case KeyEvent.Room(var number) -> new Intent.ToRoom(number);
      case KeyEvent.End _ -> new Intent.Leave();
      case KeyEvent.Pressed(var key) -> {
        boolean isCompletion = key == Key.COMPLETE || key == Key.COMPLETE_BACK;
        if (isCompletion) {
          yield completion.complete(key == Key.COMPLETE ? 1 : -1) ? Intent.TYPING : Intent.NONE;
        }
        boolean hadOffer = completion.drop();
        yield key == Key.CANCEL && hadOffer ? Intent.NONE : edit(key);
      }
    };
  }

  private Intent inserted(String text) {
    completion.drop();
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
        question = new HistorySearch(history);
        return Intent.NONE;
      }
      case JUMP -> {
        question = new ChoiceSearch(rooms);
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
          UNFOLD,
          PREVIOUS_ROOM,
          NEXT_ROOM,
          NEXT_UNREAD,
          CANCEL,
          REDRAW,
          SUSPEND,
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
    // The user may have typed a password after it.
    boolean isSecret = text.startsWith("/login") || text.startsWith("/register");
    if (!text.isBlank() && !isSecret) {
      history.add(text);
    }
  }
}
