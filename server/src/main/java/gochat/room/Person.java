package gochat.room;

import java.util.UUID;

/// A user whom an event concerns.
///
/// @param name the name as the user typed it; empty when the account was erased
/// @param standing the standing at that time
public record Person(UUID user, String name, Standing standing) {
  /// The same person, with an empty name if it is `erased`.
  public Person withoutName(UUID erased) {
    return user.equals(erased) ? new Person(user, "", standing) : this;
  }
}
