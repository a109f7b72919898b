package gochat.server;

/// The users whose rights are shown. The accounts and administrators are no members of the room,
/// unless they are named otherwise.
enum RightsUser {
  NO_TOKEN("no token"),
  DISABLED("disabled account"),
  GUEST_OUTSIDE("guest, no member"),
  GUEST("guest"),
  ACCOUNT("account"),
  BANNED("banned"),
  MUTED("muted"),
  MEMBER("member"),
  MODERATOR("moderator"),
  OWNER("owner"),
  /// An account that Ann, the owner and the newcomer have blocked; in rooms a member.
  BLOCKED("blocked"),
  ADMINISTRATOR("administrator");

  private final String text;

  RightsUser(String text) {
    this.text = text;
  }

  /// The head of its column.
  String text() {
    return text;
  }

  boolean hasAccount() {
    return this != NO_TOKEN && this != GUEST && this != GUEST_OUTSIDE;
  }
}
