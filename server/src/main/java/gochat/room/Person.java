package gochat.room;

import java.util.UUID;

/// Somebody whom an act concerns.
///
/// @param name as its holder typed it
/// @param standing at that time
public record Person(UUID user, String name, Standing standing) {}
