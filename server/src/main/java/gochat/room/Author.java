package gochat.room;

import java.util.UUID;

/// The user who acts, and the connection on which the user acts.
///
/// @param user the id of an account or a guest. Message ids of clients are unique for one user
/// @param session the id of the connection. It is never used again, so a connection recognises its
///   own messages even when names have changed hands
/// @param name the name as the user typed it; empty when the account was erased
/// @param standing the standing at that time
public record Author(UUID user, UUID session, String name, Standing standing) {
  /// The author of what the server does by itself, and of entries of the audit log about acts of no
  /// account.
  public static final Author NONE =
      new Author(new UUID(0, 0), new UUID(0, 0), "", Standing.ADMINISTRATOR);

  public Person person() {
    return new Person(user, name, standing);
  }
}
