package gochat.room;

/// A checked name of a room, without its `#`.
///
/// @param shown the name as it was typed
/// @param folded names with equal foldings are the same
public record RoomName(String shown, String folded) {}
