package gochat.terminal.chat;

/// A message that alerts the user. Names and text may contain any characters.
///
/// @param place the room's title; empty for a message to this user alone
public record Alert(String place, String author, String text) {}
