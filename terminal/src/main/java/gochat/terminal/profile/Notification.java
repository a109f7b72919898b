package gochat.terminal.profile;

/// A way to say that somebody wants the user's attention.
public enum Notification {
  HIGHLIGHT,
  BELL,
  /// By the terminal's own means: OSC 9 or OSC 777.
  DESKTOP
}
