package gochat.terminal.screen;

import org.jspecify.annotations.Nullable;

/// Asks for confirmation of an action: Enter or `y` confirms it; Esc, Ctrl+G or `n` cancels it.
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
  public @Nullable Answer take(KeyEvent event) {
    return switch (event) {
      case KeyEvent.Typed(var text) when text.equalsIgnoreCase("y") -> YES;
      case KeyEvent.Typed(var text) when text.equalsIgnoreCase("n") -> NO;
      case KeyEvent.Pressed(Key key) when key == Key.SEND -> YES;
      case KeyEvent.Pressed(Key key) when key == Key.CANCEL -> NO;
      case KeyEvent.Pressed(Key key) when key == Key.LEAVE -> LEAVE;
      case KeyEvent.End _ -> LEAVE;
      case KeyEvent.Typed _, KeyEvent.Pasted _, KeyEvent.Room _, KeyEvent.Pressed _ -> null;
    };
  }
}
