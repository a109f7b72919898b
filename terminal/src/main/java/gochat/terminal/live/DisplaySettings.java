package gochat.terminal.live;

import gochat.terminal.screen.Theme;

/// The user's settings of the screen.
///
/// @param highlights whether messages to the user are highlighted
/// @param rings whether the bell rings for messages to the user
/// @param notifies whether the terminal shows a desktop notification for them
public record DisplaySettings(Theme theme, boolean highlights, boolean rings, boolean notifies) {
  public static final DisplaySettings DEFAULT = new DisplaySettings(Theme.AUTO, true, true, true);
}
