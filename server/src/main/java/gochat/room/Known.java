package gochat.room;

import org.jspecify.annotations.Nullable;

/// What a decision needs to know beside the room's state.
///
/// @param repetition what stands under the command's message id, null when that is new
/// @param target the message to which the command refers, null when there is no such message
/// @param hasReacted whether the author's reaction stands at the target already
/// @param isNameTaken whether another public room has the name that the command asks for
public record Known(
    @Nullable Recorded repetition,
    @Nullable Target target,
    boolean hasReacted,
    boolean isNameTaken) {
  public static final Known NOTHING = new Known(null, null, false, false);
}
