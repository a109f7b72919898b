package gochat.terminal.screen;

/// One of several things to go to.
///
/// @param intent what the user wants by it
/// @param title unchecked text of a user
public record Choice(Intent intent, String title) {}
