package gochat.terminal.screen;

/// A room to jump to.
///
/// @param title may hold anything
public record Choice(String roomId, String title) {}
