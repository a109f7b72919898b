package gochat.peer;

import gochat.room.Person;
import java.util.UUID;

/// A message to one user, for the streams that this user has at other servers.
///
/// @param id shared by no two messages, at most 255 bytes
/// @param to the id of its receiver
/// @param after the seq in `lobby` behind which it is shown
public record PrivateMessage(String id, UUID to, Person from, String text, long after) {}
