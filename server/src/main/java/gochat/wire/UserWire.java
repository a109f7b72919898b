package gochat.wire;

import gochat.room.Person;
import gochat.room.Standing;
import gochat.session.Authors;
import gochat.v1.User;
import gochat.v1.UserKind;

/// Maps users to the v1 API.
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
    return of(Authors.person(user));
  }

  private static UserKind kind(Standing standing) {
    return switch (standing) {
      case GUEST -> UserKind.USER_KIND_GUEST;
      case ACCOUNT -> UserKind.USER_KIND_ACCOUNT;
      case ADMINISTRATOR -> UserKind.USER_KIND_ADMINISTRATOR;
    };
  }
}
