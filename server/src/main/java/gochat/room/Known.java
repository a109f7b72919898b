package gochat.room;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A command with the part of the log that it refers to: everything that [Room#decide] needs in
/// addition to the room's state.
public sealed interface Known {
  Command command();

  /// A command that refers to nothing in the log.
  record Nothing(Command.ByState command) implements Known {}

  /// @param repetition the recorded message with the command's message id, null when the id is new
  /// @param answered the message that the command replies to, null when there is no such message
  record OfPost(Command.Post command, @Nullable Recorded repetition, @Nullable Target answered)
      implements Known {}

  /// @param target null when there is no such message
  record OfMessage(Command.OnMessage command, @Nullable Target target) implements Known {}

  /// @param target null when there is no such message
  /// @param isGiven whether the message has this reaction of the author
  record OfReaction(Command.React command, @Nullable Target target, boolean isGiven)
      implements Known {}

  /// @param looks the skeletons of the name; names with a common skeleton look alike
  /// @param isTaken whether another public room has a name that looks like it
  record OfName(Command.Naming command, Set<String> looks, boolean isTaken) implements Known {
    public OfName {
      looks = Set.copyOf(looks);
    }
  }

  /// The command when the log has nothing that it refers to.
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
