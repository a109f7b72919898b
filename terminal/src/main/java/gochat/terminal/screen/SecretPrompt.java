package gochat.terminal.screen;

import org.jspecify.annotations.Nullable;

/// Asks for a secret, which is not shown.
final class SecretPrompt implements Question {
  private final String prompt;
  private String typed = "";

  SecretPrompt(String prompt) {
    this.prompt = prompt;
  }

  String prompt() {
    return prompt;
  }

  @Override
  public @Nullable Answer take(KeyEvent event) {
    return switch (event) {
      case KeyEvent.Typed(var text) -> type(typed + text);
      case KeyEvent.Pasted(var text) -> type(typed + text.strip());
      case KeyEvent.End _ -> LEAVE;
      case KeyEvent.Room _ -> null;
      case KeyEvent.Pressed(var key) ->
          switch (key) {
            case BACKSPACE -> type(Question.withoutLast(typed));
            case KILL_TO_START -> type("");
            case SEND -> new Answer.Wanted(new Intent.Secret(typed));
            case CANCEL -> new Answer.Wanted(new Intent.NoSecret());
            case LEAVE, DELETE_OR_LEAVE -> LEAVE;
            default -> null;
          };
    };
  }

  private @Nullable Answer type(String text) {
    typed = text;
    return null;
  }
}
