package gochat.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who reads by a feed, and where it goes.
///
/// @param user whose rights count
/// @param except events that came by this connection are left out; null to leave out none
record Reader(UUID user, @Nullable UUID except, Outlet outlet, Pace pace) {}
