package gochat.session;

import gochat.account.User;
import gochat.room.Author;
import gochat.room.Person;
import gochat.room.Standing;
import java.util.UUID;

/// Makes the authors of events from users.
public final class Authors {
  private Authors() {}

  /// @param session the id of the user's connection
  public static Author author(User user, UUID session) {
    return new Author(user.id(), session, user.name().toString(), standing(user));
  }

  public static Person person(User user) {
    return new Person(user.id(), user.name().toString(), standing(user));
  }

  static Standing standing(User user) {
    return switch (user.kind()) {
      case GUEST -> Standing.GUEST;
      case ACCOUNT -> Standing.ACCOUNT;
      case ADMINISTRATOR -> Standing.ADMINISTRATOR;
    };
  }
}
