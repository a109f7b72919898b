package gochat.terminal.text;

/// The number of unread messages, for people.
public final class Unread {
  /// The greatest number that a server counts.
  private static final int COUNTED_MAX = 1_000;

  private Unread() {}

  /// The number, or `1000+` if there may be more.
  public static String shown(int count) {
    return count < COUNTED_MAX ? Integer.toString(count) : COUNTED_MAX + "+";
  }
}
