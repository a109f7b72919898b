package gochat.room;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A command, and what the log holds of that to which it refers: all that [Room#decide] needs
/// beside the room's state.
public sealed interface Known {
  Command command();

  /// Of a command that refers to nothing in the log.
  record Nothing(Command.ByState command) implements Known {}

  /// @param repetition what stands under the command's message id, null when that is new
  /// @param answered the message that the command answers, null when there is no such message
  record OfPost(Command.Post command, @Nullable Recorded repetition, @Nullable Target answered)
      implements Known {}

  /// @param target null when there is no such message
  record OfMessage(Command.OnMessage command, @Nullable Target target) implements Known {}

  /// @param target null when there is no such message
  /// @param isGiven whether the author's reaction stands there
  record OfReaction(Command.React command, @Nullable Target target, boolean isGiven)
      implements Known {}

  /// @param looks what the name looks like: two names that have one in common can be taken for each
  ///   other
  /// @param isTaken whether another public room has a name that looks like it
  record OfName(Command.Naming command, Set<String> looks, boolean isTaken) implements Known {
    public OfName {
      looks = Set.copyOf(looks);
    }
  }

  /// What is known when the log holds nothing of that to which `command` refers, if it refers to
  /// anything.
  static Known ofNothing(Command command) {
    return switch (command) {
      case Command.ByState plain -> new Nothing(plain);
      case Command.Post post -> new OfPost(post, null, null);
      case Command.OnMessage change -> new OfMessage(change, null);
      case Command.React react -> new OfReaction(react, null, false);
      case Command.Naming naming -> new OfName(naming, Set.of(), false);
    };
  }
}
