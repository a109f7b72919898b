package gochat.terminal.screen;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks for a room by a part of its name.
final class RoomJump implements Question {
  private final Supplier<List<Choice>> rooms;
  private String part = "";
  private int chosen;

  RoomJump(Supplier<List<Choice>> rooms) {
    this.rooms = rooms;
  }

  String part() {
    return part;
  }

  /// The rooms whose names contain the typed part.
  List<Choice> choices() {
    String wanted = part.toLowerCase(Locale.ROOT);
    return rooms.get().stream()
        .filter(room -> room.title().toLowerCase(Locale.ROOT).contains(wanted))
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
            case SEND -> jump();
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

  private Answer jump() {
    List<Choice> choices = choices();
    // The list of rooms may have changed meanwhile.
    return chosen < choices.size()
        ? new Answer.Wanted(new Intent.Jump(choices.get(chosen).roomId()))
        : GIVEN_UP;
  }
}
