package gochat.terminal.live;

import gochat.terminal.chat.Room;
import gochat.terminal.command.ChatCommand;
import gochat.terminal.command.Completer;
import gochat.terminal.screen.Choice;
import gochat.terminal.screen.Intent;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The names and rooms for completion.
final class CompletionNames implements Completer.Source {
  private @Nullable ChatView view;

  void use(ChatView newView) {
    view = newView;
  }

  private List<Room> all() {
    return view == null ? List.of() : view.chat().allRooms();
  }

  @Override
  public List<String> rooms() {
    return all().stream().filter(room -> !room.isDirect()).map(Room::title).toList();
  }

  @Override
  public List<String> names() {
    SequencedSet<String> names = new LinkedHashSet<>();
    Room current = view == null ? null : view.chat().current();
    if (current != null) {
      names.addAll(current.writers());
    }
    for (Room room : all()) {
      if (room.isDirect()) {
        names.add(room.peer().getName());
      }
      names.addAll(room.writers());
    }
    return List.copyOf(names);
  }

  @Override
  public List<String> ownRooms(boolean areHidden) {
    return all().stream().filter(room -> room.isHidden() == areHidden).map(Room::title).toList();
  }

  @Override
  public boolean isOffered(ChatCommand command) {
    return view == null || view.refusal(command).isEmpty();
  }

  /// The rooms to jump to, the hidden ones last.
  List<Choice> choices() {
    return all().stream()
        .sorted(Comparator.comparing(Room::isHidden))
        .map(room -> new Choice(new Intent.Jump(room.id()), room.title()))
        .toList();
  }
}
