package gochat.terminal.command;

import java.util.List;

/// What the Tab key offers in some place of a line.
public enum Completion {
  NOTHING,
  COMMAND,
  /// With `#`.
  ROOM,
  /// A room of the user's with `#`, or a direct conversation with `@`.
  OWN_ROOM,
  /// The same, among those that are hidden.
  HIDDEN_ROOM,
  /// Of a user.
  NAME,
  /// Free text: names behind `@` and rooms behind `#`.
  TEXT,
  ROOM_KIND("private", "public"),
  ALL("all"),
  SWITCH("on", "off"),
  NOTIFICATION("highlight", "bell", "desktop", "on", "off"),
  THEME("auto", "dark", "light", "basic", "plain"),
  EMOJI("👍", "❤️", "😂", "🎉", "👀", "✅", "🙏", "🚀");

  // A copy that can't be changed.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> words;

  Completion(String... words) {
    this.words = List.of(words);
  }

  /// What is offered whatever the conversation; empty for what depends on it.
  public List<String> words() {
    return words;
  }
}
