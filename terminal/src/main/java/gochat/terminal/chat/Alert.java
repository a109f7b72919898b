package gochat.terminal.chat;

/// Somebody wants the user's attention. Names and text may hold anything.
///
/// @param place the room's title; empty for a message to this user alone
public record Alert(String place, String author, String text) {}
