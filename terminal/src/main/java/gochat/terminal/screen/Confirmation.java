package gochat.terminal.screen;

import org.jspecify.annotations.Nullable;

/// Asks whether something is to be done: Enter or `y` does it, Esc, Ctrl+G or `n` leaves it.
final class Confirmation implements Question {
  private static final Answer YES = new Answer.Wanted(new Intent.Confirmed(true));
  private static final Answer NO = new Answer.Wanted(new Intent.Confirmed(false));

  private final String prompt;

  Confirmation(String prompt) {
    this.prompt = prompt;
  }

  String prompt() {
    return prompt;
  }

  @Override
  public @Nullable Answer take(Stroke stroke) {
    return switch (stroke) {
      case Stroke.Typed(var text) when text.equalsIgnoreCase("y") -> YES;
      case Stroke.Typed(var text) when text.equalsIgnoreCase("n") -> NO;
      case Stroke.Pressed(Key key) when key == Key.SEND -> YES;
      case Stroke.Pressed(Key key) when key == Key.CANCEL -> NO;
      case Stroke.Pressed(Key key) when key == Key.LEAVE -> LEAVE;
      case Stroke.End _ -> LEAVE;
      case Stroke.Typed _, Stroke.Pasted _, Stroke.Room _, Stroke.Pressed _ -> null;
    };
  }
}
