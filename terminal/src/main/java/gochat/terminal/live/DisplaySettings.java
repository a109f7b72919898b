package gochat.terminal.live;

import gochat.terminal.screen.Theme;

/// How the user likes the client.
///
/// @param highlights whether messages to the user stand out
/// @param rings whether the bell rings for messages to the user
/// @param notifies whether the desktop says so
public record DisplaySettings(Theme theme, boolean highlights, boolean rings, boolean notifies) {
  public static final DisplaySettings DEFAULT = new DisplaySettings(Theme.AUTO, true, true, true);
}
