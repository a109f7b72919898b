package gochat.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The user of a feed, and the feed's output.
///
/// @param user the user whose rights count
/// @param except the connection whose events are left out, null for none
record Reader(UUID user, @Nullable UUID except, Outlet outlet, Pace pace) {}
