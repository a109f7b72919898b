package gochat.terminal.screen;

import org.jspecify.annotations.Nullable;

/// Asks for a part of something that was sent before.
final class HistorySearch implements Question {
  private final InputHistory history;
  private String part = "";

  /// How many newer matches were passed over.
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
  public @Nullable Answer take(Stroke stroke) {
    return switch (stroke) {
      case Stroke.Typed(var text) -> search(part + text);
      case Stroke.Pasted(var text) -> search(part + text.replace('\n', ' '));
      case Stroke.End _ -> LEAVE;
      case Stroke.Room _ -> new Answer.PutIn(found());
      case Stroke.Pressed(var key) ->
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
