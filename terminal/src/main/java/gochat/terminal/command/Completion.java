package gochat.terminal.command;

import java.util.List;

/// The kind of words that Tab offers for an argument.
public enum Completion {
  NOTHING,
  COMMAND,
  /// A room with `#`.
  ROOM,
  /// A room of the user's with `#`, or a direct conversation with `@`.
  OWN_ROOM,
  /// The same, among the hidden ones.
  HIDDEN_ROOM,
  /// The name of a user.
  NAME,
  /// Free text: names after `@` and rooms after `#`.
  TEXT,
  ROOM_KIND("private", "public"),
  RETENTION("off", "7d", "30d", "365d"),
  SLOW_MODE("off", "10s", "30s", "1m", "5m", "1h"),
  DURATION("10m", "1h", "1d", "7d"),
  ALL("all"),
  END("end"),
  OTHERS("others"),
  PRIVACY("messages", "invitations"),
  AUDIENCE("everybody", "shared-room", "nobody"),
  SWITCH("on", "off"),
  NOTIFICATION("highlight", "bell", "desktop", "on", "off"),
  THEME("auto", "dark", "light", "basic", "plain"),
  EMOJI("👍", "❤️", "😂", "🎉", "👀", "✅", "🙏", "🚀");

  // An immutable copy.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> words;

  Completion(String... words) {
    this.words = List.of(words);
  }

  /// The fixed words to offer; empty if they depend on the conversation.
  public List<String> words() {
    return words;
  }
}
