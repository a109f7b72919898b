package gochat.wire;

import gochat.room.Person;
import gochat.room.Standing;
import gochat.v1.User;
import gochat.v1.UserKind;

/// Who takes part, as v1 clients are told.
public final class UserWire {
  private UserWire() {}

  public static User of(Person person) {
    return User.newBuilder()
        .setId(person.user().toString())
        .setName(person.name())
        .setKind(kind(person.standing()))
        .build();
  }

  public static User of(gochat.account.User user) {
    return of(person(user));
  }

  /// A user as rooms know it.
  public static Person person(gochat.account.User user) {
    return new Person(user.id(), user.name().toString(), standing(user.kind()));
  }

  private static Standing standing(gochat.account.UserKind kind) {
    return switch (kind) {
      case GUEST -> Standing.GUEST;
      case ACCOUNT -> Standing.ACCOUNT;
      case ADMINISTRATOR -> Standing.ADMINISTRATOR;
    };
  }

  private static UserKind kind(Standing standing) {
    return switch (standing) {
      case GUEST -> UserKind.USER_KIND_GUEST;
      case ACCOUNT -> UserKind.USER_KIND_ACCOUNT;
      case ADMINISTRATOR -> UserKind.USER_KIND_ADMINISTRATOR;
    };
  }
}
