package gochat.room;

/// A name of a room, checked, without its `#`.
///
/// @param shown as it was typed
/// @param folded two names are the same when these are equal
public record RoomName(String shown, String folded) {}
