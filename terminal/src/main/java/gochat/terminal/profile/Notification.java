package gochat.terminal.profile;

/// A way to draw the user's attention to a message.
public enum Notification {
  HIGHLIGHT,
  BELL,
  /// A desktop notification through the terminal: OSC 9 or OSC 777.
  DESKTOP
}
