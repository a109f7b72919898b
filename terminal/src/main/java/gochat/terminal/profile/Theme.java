package gochat.terminal.profile;

/// The background for which the interactive client chooses its colours.
public enum Theme {
  /// As the terminal reports; otherwise colours that suit both.
  AUTO,
  DARK,
  LIGHT
}
