package gochat.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The client that gets a feed.
///
/// @param user the user whose rights count
/// @param except the connection whose events are left out, null for none
/// @param catchUp shared by all feeds of the client
record Recipient(UUID user, @Nullable UUID except, Outlet outlet, CatchUp catchUp) {}
