package gochat.room;

/// Somebody who is in a room.
///
/// @param since the seq of the event by which it became a member
public record Member(Person person, Role role, long since) {}
