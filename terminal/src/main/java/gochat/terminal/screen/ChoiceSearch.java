package gochat.terminal.screen;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks for one of several choices by a part of its title.
final class ChoiceSearch implements Question {
  private final Supplier<List<Choice>> all;
  private String part = "";
  private int chosen;

  ChoiceSearch(Supplier<List<Choice>> all) {
    this.all = all;
  }

  String part() {
    return part;
  }

  /// The choices whose titles contain the typed part.
  List<Choice> choices() {
    String wanted = part.toLowerCase(Locale.ROOT);
    return all.get().stream()
        .filter(choice -> choice.title().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  /// The index of the choice that Enter takes.
  int chosen() {
    return chosen;
  }

  @Override
  public @Nullable Answer take(KeyEvent event) {
    return switch (event) {
      case KeyEvent.Typed(var text) -> search(part + text);
      case KeyEvent.Pasted(var text) -> search(part + text.replace('\n', ' '));
      case KeyEvent.End _ -> LEAVE;
      case KeyEvent.Room(var number) -> new Answer.Wanted(new Intent.ToRoom(number));
      case KeyEvent.Pressed(var key) ->
          switch (key) {
            case BACKSPACE -> search(Question.withoutLast(part));
            case COMPLETE, LATER, JUMP, RIGHT -> choose(1);
            case COMPLETE_BACK, EARLIER, LEFT -> choose(-1);
            case SEND -> take();
            case LEAVE -> LEAVE;
            default -> GIVEN_UP;
          };
    };
  }

  private @Nullable Answer search(String wanted) {
    part = wanted;
    chosen = 0;
    return null;
  }

  private @Nullable Answer choose(int direction) {
    int count = choices().size();
    chosen = count == 0 ? 0 : Math.floorMod(chosen + direction, count);
    return null;
  }

  private Answer take() {
    List<Choice> choices = choices();
    // The choices may have changed meanwhile.
    return chosen < choices.size() ? new Answer.Wanted(choices.get(chosen).intent()) : GIVEN_UP;
  }
}
