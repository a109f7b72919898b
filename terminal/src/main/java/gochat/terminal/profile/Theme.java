package gochat.terminal.profile;

/// The background that the colours of the interactive client are made for.
public enum Theme {
  /// As the terminal says, or else such that both are readable.
  AUTO,
  DARK,
  LIGHT
}
