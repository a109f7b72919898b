package gochat.terminal.chat;

import gochat.v1.UnfollowReason;
import gochat.v1.User;
import org.jspecify.annotations.Nullable;

/// Why the user is not in a room any more.
///
/// @param by who removed the user; null when nobody did, or it is not known
public record Closing(UnfollowReason reason, @Nullable User by) {}
