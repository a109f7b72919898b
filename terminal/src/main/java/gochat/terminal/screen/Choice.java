package gochat.terminal.screen;

/// A room to jump to.
///
/// @param title unchecked text of a user
public record Choice(String roomId, String title) {}
