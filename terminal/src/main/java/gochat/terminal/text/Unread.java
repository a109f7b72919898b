package gochat.terminal.text;

/// How many messages are unread, for people.
public final class Unread {
  /// A server counts no farther.
  private static final int COUNTED_MAX = 1_000;

  private Unread() {}

  /// The number, or `1000+` where there may be more.
  public static String shown(int count) {
    return count < COUNTED_MAX ? Integer.toString(count) : COUNTED_MAX + "+";
  }
}
