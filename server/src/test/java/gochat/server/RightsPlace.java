package gochat.server;

import static gochat.server.RightsUser.ACCOUNT;
import static gochat.server.RightsUser.ADMINISTRATOR;
import static gochat.server.RightsUser.BANNED;
import static gochat.server.RightsUser.BLOCKED;
import static gochat.server.RightsUser.DISABLED;
import static gochat.server.RightsUser.GUEST;
import static gochat.server.RightsUser.GUEST_OUTSIDE;
import static gochat.server.RightsUser.MEMBER;
import static gochat.server.RightsUser.MODERATOR;
import static gochat.server.RightsUser.MUTED;
import static gochat.server.RightsUser.NO_TOKEN;
import static gochat.server.RightsUser.OWNER;

import java.util.List;

/// The places in which the rights of users are shown, with a table each.
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
enum RightsPlace {
  SERVER("Calls that concern no room:", NO_TOKEN, DISABLED, GUEST, ACCOUNT, BLOCKED, ADMINISTRATOR),
  LOBBY("In `lobby`, where all users are members:", GUEST, ACCOUNT, MUTED, ADMINISTRATOR),
  PUBLIC(
      "In a public room that is not in `guest.rooms`:",
      GUEST_OUTSIDE,
      GUEST,
      ACCOUNT,
      BANNED,
      MUTED,
      MEMBER,
      MODERATOR,
      OWNER,
      BLOCKED,
      ADMINISTRATOR),
  PRIVATE(
      "In a private room:",
      GUEST_OUTSIDE,
      GUEST,
      ACCOUNT,
      BANNED,
      MUTED,
      MEMBER,
      MODERATOR,
      OWNER,
      BLOCKED,
      ADMINISTRATOR),
  DIRECT("In a direct conversation:", GUEST_OUTSIDE, ACCOUNT, MEMBER, BLOCKED, ADMINISTRATOR),
  AUDIT("In the audit log:", GUEST_OUTSIDE, ACCOUNT, ADMINISTRATOR);

  private final String sentence;
  private final List<RightsUser> users;

  RightsPlace(String sentence, RightsUser... users) {
    this.sentence = sentence;
    this.users = List.of(users);
  }

  /// Stands above the table.
  String sentence() {
    return sentence;
  }

  /// The columns of the table.
  List<RightsUser> users() {
    return users;
  }
}
