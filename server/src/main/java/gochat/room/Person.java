package gochat.room;

import java.util.UUID;

/// A user whom an event concerns.
///
/// @param name the name as the user typed it
/// @param standing the standing at that time
public record Person(UUID user, String name, Standing standing) {}
