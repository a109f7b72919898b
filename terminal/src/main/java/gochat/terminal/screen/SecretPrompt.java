package gochat.terminal.screen;

import org.jspecify.annotations.Nullable;

/// Asks for something that nobody may see.
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
  public @Nullable Answer take(Stroke stroke) {
    return switch (stroke) {
      case Stroke.Typed(var text) -> type(typed + text);
      case Stroke.Pasted(var text) -> type(typed + text.strip());
      case Stroke.End _ -> LEAVE;
      case Stroke.Room _ -> null;
      case Stroke.Pressed(var key) ->
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
