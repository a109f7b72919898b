package gochat.room;

import java.util.UUID;

/// Who did something.
///
/// @param user the identity that owns the act: an account or a guest; client message ids are unique
///   for one user
/// @param session the connection by which it came; never reused, so a connection can recognise what
///   it sent itself, whatever names were taken since
/// @param name the name as its holder typed it
/// @param standing at that time
public record Author(UUID user, UUID session, String name, Standing standing) {
  public Person person() {
    return new Person(user, name, standing);
  }
}
