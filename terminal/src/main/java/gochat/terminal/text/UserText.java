package gochat.terminal.text;

import gochat.v1.User;

/// The names of users, safe to show.
public final class UserText {
  private UserText() {}

  /// The name of a user; the words for a deleted account, which has none.
  public static String name(User user, Texts texts) {
    return name(user.getName(), texts);
  }

  /// @param raw the name, empty for a deleted account
  public static String name(String raw, Texts texts) {
    return raw.isEmpty() ? texts.common().get("user.deleted") : VisibleText.name(raw);
  }
}
