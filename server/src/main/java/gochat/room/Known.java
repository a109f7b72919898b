package gochat.room;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a decision needs to know beside the room's state.
///
/// @param repetition what stands under the command's message id, null when that is new
/// @param target the message to which the command refers, null when there is no such message
/// @param hasReacted whether the author's reaction stands at the target already
/// @param name about the name that the command asks for, null when it asks for none
public record Known(
    @Nullable Recorded repetition,
    @Nullable Target target,
    boolean hasReacted,
    @Nullable NameClaim name) {
  public static final Known NOTHING = new Known(null, null, false, null);

  /// What becomes of a wish for a name.
  ///
  /// @param looks what the name looks like: two names that have one in common can be taken for each
  ///   other
  /// @param isTaken whether another public room has a name that looks like it
  public record NameClaim(Set<String> looks, boolean isTaken) {}

  boolean isNameTaken() {
    return name != null && name.isTaken;
  }
}
