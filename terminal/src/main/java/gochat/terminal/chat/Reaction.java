package gochat.terminal.chat;

/// @param symbol mostly one emoji; may hold anything
/// @param isOwn whether one of them is the user's
public record Reaction(String symbol, int count, boolean isOwn) {}
