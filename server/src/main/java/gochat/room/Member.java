package gochat.room;

/// A member of a room.
///
/// @param since the seq of the event that made the user a member
public record Member(Person person, Role role, long since) {}
