package gochat.terminal.screen;

import org.jspecify.annotations.Nullable;

/// Searches in the texts that were sent before.
final class HistorySearch implements Question {
  private final InputHistory history;
  private String part = "";

  /// The number of newer matches to skip.
  private int skipped;

  HistorySearch(InputHistory history) {
    this.history = history;
  }

  String part() {
    return part;
  }

  @Nullable String found() {
    return history.find(part, skipped);
  }

  @Override
  public @Nullable Answer take(KeyEvent event) {
    return switch (event) {
      case KeyEvent.Typed(var text) -> search(part + text);
      case KeyEvent.Pasted(var text) -> search(part + text.replace('\n', ' '));
      case KeyEvent.End _ -> LEAVE;
      case KeyEvent.Room _ -> new Answer.PutIn(found());
      case KeyEvent.Pressed(var key) ->
          switch (key) {
            case SEARCH -> skip();
            case BACKSPACE -> search(Question.withoutLast(part));
            case CANCEL -> GIVEN_UP;
            case LEAVE -> LEAVE;
            default -> new Answer.PutIn(found());
          };
    };
  }

  private @Nullable Answer search(String wanted) {
    part = wanted;
    skipped = 0;
    return null;
  }

  private @Nullable Answer skip() {
    if (history.find(part, skipped + 1) != null) {
      skipped++;
    }
    return null;
  }
}
