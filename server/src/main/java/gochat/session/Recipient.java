package gochat.session;

import gochat.room.Standing;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The client that gets a feed.
///
/// @param user the user whose rights count
/// @param standing the present standing of the user; any thread may ask
/// @param except the connection whose events are left out, null for none
/// @param catchUp shared by all feeds of the client
record Recipient(
    UUID user,
    Supplier<Standing> standing,
    @Nullable UUID except,
    Outlet outlet,
    CatchUp catchUp) {}
